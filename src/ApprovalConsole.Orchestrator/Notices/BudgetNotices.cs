using ApprovalConsole.Domain.Budgets;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>What the outside is told of money.</summary>
internal static class BudgetNotices
{
    public static IEnumerable<Notice> Of(BudgetEvent @event) => @event switch
    {
        BudgetEvent.Alerted e => [new(NoticeType.BudgetAlerted, e.Scope, "budgets", e.At, new()
            { ["scope"] = e.Scope, ["window"] = e.Window, ["threshold"] = e.Threshold, ["spentUsd"] = e.SpentUsd, ["limitUsd"] = e.LimitUsd })],
        BudgetEvent.Overshot e => [new(NoticeType.BudgetOvershot, e.Scope, "budgets", e.At, new() { ["scope"] = e.Scope, ["window"] = e.Window, ["spentUsd"] = e.SpentUsd, ["limitUsd"] = e.LimitUsd })],
        _ => [],
    };
}
