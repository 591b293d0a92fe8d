using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Agents.Setups;
using ApprovalConsole.Web.Shared;

namespace ApprovalConsole.Web.Features.Budgets;

/// <summary>The ceilings beyond single runs, how near they are, and where the money went.</summary>
public sealed partial class BudgetsPage(BudgetControl control, SpendQuery spend, AgentCatalog agents, ConsoleFacts facts, LiveFeed feed, TimeProvider time) : LiveComponent
{
    private IReadOnlyList<BudgetView>? _budgets;
    private IReadOnlyList<SpendView> _rows = [];
    private DateTimeOffset _now;

    private IEnumerable<BudgetView> Scarce => _budgets?.Where(BudgetControl.IsScarce) ?? [];

    /// <summary>Budgets that nobody laid down yet.</summary>
    private IReadOnlyList<string> Free =>
    [
        .. agents.All.SelectMany(a => BudgetScope.AllOf(a.Name)).Distinct().OrderBy(s => s.Agent, StringComparer.Ordinal)
            .Select(s => s.ToString()).Where(s => _budgets?.Any(b => b.Scope == s) is false),
    ];

    private static string LinkTo(string scope, SetupTab tab = SetupTab.Settings) => SetupTabs.LinkTo(SetupScope.Budget(scope), tab);

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Budgets]);
        return ReadAsync();
    }

    protected override async Task ReadAsync()
    {
        _now = time.GetUtcNow();
        _rows = await spend.OfMonthAsync(spend.ThisMonth, CancellationToken.None);
        _budgets = await control.AllAsync(CancellationToken.None);
    }
}
