using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Setups;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>One agent; who may not change it reads its card.</summary>
public sealed partial class AgentPage(SetupControl setups, AgentsQuery agents, BudgetControl budgets, LiveFeed feed) : LiveComponent
{
    private AgentCardView? _card;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter]
    public string Name { get; set; } = "";

    private SetupScope Scope => SetupScope.Agent(Name);

    protected override void OnInitialized() => Follow(feed, [Topic.Setups, Topic.Tools]);

    protected override Task OnParametersSetAsync() => ReadAsync();

    protected override async Task ReadAsync()
    {
        _card = May.Any((await Authentication).User, May.Configure) || agents.All().FirstOrDefault(a => a.Agent.Name == Name) is not { } agent ? null
            : AgentCardView.Of(agent, [.. (await budgets.AllAsync(CancellationToken.None)).Select(b => b.Scope)]);
    }
}
