using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Web.Shared;

namespace ApprovalConsole.Web.Features.Agents;

/// <summary>Every agent and model as it holds now.</summary>
public sealed partial class AgentsPage(AgentsQuery agents, BudgetControl budgets, LiveFeed feed) : LiveComponent
{
    private AgentsView? _view;

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Tools, Topic.Budgets]);
        return ReadAsync();
    }

    protected override async Task ReadAsync() =>
        _view = AgentsView.Of(agents.All(), agents.Models(), [.. (await budgets.AllAsync(CancellationToken.None)).Select(b => b.Scope)]);
}
