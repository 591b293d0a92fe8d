using System.Globalization;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Budgets;

/// <summary>Sends an admin's word on a budget: a limit, or an answer to another admin's.</summary>
public sealed partial class BudgetDesk(BudgetControl budgets, Doorkeeper door) : ComponentBase
{
    private readonly PageOrder _order = new(door);
    private string _scope = "";
    private string _limit = "";
    private string _alerts = "";
    private string? _done;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>Null: one that is not laid down yet.</summary>
    [Parameter]
    public BudgetView? Budget { get; set; }

    /// <summary>What a new budget can count.</summary>
    [Parameter]
    public IReadOnlyList<string> Scopes { get; set; } = [];

    private string FormName => Budget is { } budget ? $"Change: {BudgetWords.Scope(budget.Scope)}" : "A new budget";

    private string Press => Budget is null ? "Lay down" : "Change";

    protected override void OnInitialized()
    {
        _scope = Budget?.Scope ?? (Scopes is [var first, ..] ? first : "");
        _limit = Budget?.LimitUsd.ToString("0.######", CultureInfo.InvariantCulture) ?? "";
        _alerts = string.Join(", ", (Budget?.Alerts ?? BudgetTerms.UsualAlerts).Order().Select(a => (a * 100).ToString("0.##", CultureInfo.InvariantCulture)));
    }

    private Task SetAsync() => SendAsync(async by =>
    {
        if (BudgetDraft.Read(_limit, _alerts, out var fault) is not { } terms) return new Refusal(RefusalCode.InvalidRequest, fault);
        var (changeId, refusal) = await budgets.SetAsync(_scope, terms, Budget?.Version, by, CancellationToken.None);
        if (refusal is null) _done = changeId is null ? "It holds from the next call on." : "This lets more be spent: it holds once another admin agrees.";
        return refusal;
    });

    private Task AgreeAsync(string changeId) => SendAsync(by => budgets.ConfirmAsync(_scope, changeId, by, CancellationToken.None));

    private Task RejectAsync(string changeId) => SendAsync(by => budgets.RejectAsync(_scope, changeId, by, CancellationToken.None));

    private async Task SendAsync(Func<Actor, Task<Refusal?>> order)
    {
        _done = null;
        await _order.SendAsync(Authentication, May.Configure, order);
    }
}
