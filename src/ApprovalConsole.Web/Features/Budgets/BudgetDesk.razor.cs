using System.Globalization;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Budgets;

/// <summary>Lays down a budget that is not there yet: that lets nothing more be spent, so it holds at once.</summary>
public sealed partial class BudgetDesk(BudgetControl budgets, Doorkeeper door) : ComponentBase
{
    private readonly PageOrder _order = new(door);
    private string _scope = "";
    private string _limit = "";
    private string _alerts = "";

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>What it can count.</summary>
    [Parameter]
    public IReadOnlyList<string> Scopes { get; set; } = [];

    protected override void OnInitialized()
    {
        _scope = Scopes is [var first, ..] ? first : "";
        _alerts = string.Join(", ", BudgetTerms.UsualAlerts.Order().Select(a => (a * 100).ToString("0.##", CultureInfo.InvariantCulture)));
    }

    private async Task SetAsync() => await _order.SendAsync(Authentication, May.Configure, async by =>
        BudgetDraft.Read(_limit, _alerts, out var fault) is not { } terms ? new Refusal(RefusalCode.InvalidRequest, fault) : (await budgets.SetAsync(_scope, terms, 0, by, CancellationToken.None)).Refusal);
}
