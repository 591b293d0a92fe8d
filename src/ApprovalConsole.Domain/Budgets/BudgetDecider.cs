using System.Collections.Immutable;
using System.Diagnostics;

namespace ApprovalConsole.Domain.Budgets;

/// <summary>Lowering a budget acts at once; raising one takes two admins. Any command may be sent twice; the second time adds nothing.</summary>
public static class BudgetDecider
{
    public static Ruling<BudgetEvent> Decide(BudgetCommand command, BudgetList budgets) => command switch
    {
        BudgetCommand.LayDown c => LayDown(c, budgets[c.Scope.ToString()], SettingsUsd(budgets, c.Scope.ToString())),
        BudgetCommand.Confirm c => Confirm(c, budgets[c.Scope], SettingsUsd(budgets, c.Scope)),
        BudgetCommand.Reject c => budgets[c.Scope].Change?.ChangeId == c.ChangeId ? Accept(new BudgetEvent.ChangeRejected(c.Scope, c.ChangeId, c.By, c.At)) : UnknownChange(c.ChangeId),
        BudgetCommand.Look c => Look(c, budgets[c.Scope]),
        _ => throw new UnreachableException(), // C# cannot see that a family is closed; a test can
    };

    private static Ruling<BudgetEvent> LayDown(BudgetCommand.LayDown c, Budget budget, decimal? settingsUsd)
    {
        if (c.Terms.Fault is { } fault) return Refuse(RefusalCode.InvalidRequest, $"{fault}.");
        if (c.ExpectedVersion is { } expected && expected != budget.Version)
            return Refuse(RefusalCode.PolicyChanged, $"The budget is at version {budget.Version}; you looked at version {expected}.");
        if (budget.Terms is { } now && c.Terms.IsSameAs(now)) return Accept();
        return budget.Terms is { } before && c.Terms.IsWeakerThan(before) && !c.OneMayWeaken
            ? Accept(new BudgetEvent.ChangeProposed(budget.Scope, c.ChangeId, budget.Version, c.Terms.LimitUsd, c.Terms.Alerts, c.By, "", c.At))
            : Accept(new BudgetEvent.Set(budget.Scope, c.Terms.LimitUsd, c.Terms.Alerts, c.By, "", c.At) { SettingsUsd = settingsUsd });
    }

    private static Ruling<BudgetEvent> Confirm(BudgetCommand.Confirm c, Budget budget, decimal? settingsUsd)
    {
        if (budget.Change is not { } change || change.ChangeId != c.ChangeId) return UnknownChange(c.ChangeId);
        if (change.Version != budget.Version) return Refuse(RefusalCode.PolicyChanged, "The budget was laid down anew since this was proposed.");
        if (c.By.IsSameAs(change.By)) return Refuse(RefusalCode.SeparationOfDuties, "Who proposed a budget cannot agree to it: another admin must.");
        return Accept(new BudgetEvent.Set(budget.Scope, change.LimitUsd, change.Alerts, change.By, "", c.At) { ConfirmedBy = c.By, SettingsUsd = settingsUsd });
    }

    private static Ruling<BudgetEvent> Look(BudgetCommand.Look c, Budget budget)
    {
        if (budget.Terms is not { } terms) return Accept();
        var said = budget.Said.Where(s => s.Window == c.Window).Select(s => s.Threshold).ToHashSet();
        var reached = terms.Alerts.Order().Where(a => !said.Contains(a) && terms.Reaches(c.SpentUsd, a))
            .Select(BudgetEvent (a) => new BudgetEvent.Alerted(c.Scope, c.Window, a, c.SpentUsd, terms.LimitUsd, c.At));
        var over = terms.Reaches(c.SpentUsd, null) && !said.Contains(null) ? [new BudgetEvent.Overshot(c.Scope, c.Window, c.SpentUsd, terms.LimitUsd, c.At)] : Array.Empty<BudgetEvent>();
        return Accept([.. reached, .. over]);
    }

    private static decimal? SettingsUsd(BudgetList budgets, string scope) => budgets.Settings.GetValueOrDefault(scope)?.LimitUsd;

    private static Ruling<BudgetEvent>.Accepted Accept(params ImmutableArray<BudgetEvent> events) => new(events);

    private static Ruling<BudgetEvent>.Refused UnknownChange(string id) => Refuse(RefusalCode.UnknownChange, $"There is no open change {id}.");

    private static Ruling<BudgetEvent>.Refused Refuse(RefusalCode code, string message) => new(new Refusal(code, message));
}
