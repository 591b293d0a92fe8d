using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Setups;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>What one model costs; who may not change it reads whose runs ask it.</summary>
public sealed partial class ModelPage(SetupControl setups, AgentsQuery agents, LiveFeed feed) : LiveComponent
{
    private ImmutableArray<ModelRowView> _rows = [];

    [Parameter]
    public string Name { get; set; } = "";

    private SetupScope Scope => SetupScope.Model(Name);

    protected override void OnInitialized() => Follow(feed, [Topic.Setups]);

    protected override void OnParametersSet() => Read();

    protected override Task ReadAsync()
    {
        Read();
        return Task.CompletedTask;
    }

    private void Read() => _rows = [.. agents.Models().Where(m => m.Name == Name).Select(m => ModelRowView.Of(m, agents.All()))];
}
