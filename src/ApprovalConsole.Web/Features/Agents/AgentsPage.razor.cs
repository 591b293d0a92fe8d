using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Setups;
using ApprovalConsole.Web.Features.Agents.Setups;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Web.Shared;

namespace ApprovalConsole.Web.Features.Agents;

/// <summary>Every agent and model as it holds now.</summary>
public sealed partial class AgentsPage(AgentsQuery agents, SetupControl setups, BudgetControl budgets, LiveFeed feed) : LiveComponent
{
    private AgentsView? _view;
    private IReadOnlyList<SetupView> _waiting = [];

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Tools, Topic.Budgets, Topic.Setups]);
        return ReadAsync();
    }

    protected override async Task ReadAsync()
    {
        _waiting = setups.Waiting;
        _view = AgentsView.Of(agents.All(), agents.Models(), [.. (await budgets.AllAsync(CancellationToken.None)).Select(b => b.Scope)]);
    }

    private static string LinkTo(SetupScope scope) => KindWords.Of(scope).LinkTo(scope.Name);
}
