using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Insights;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Insights;

/// <summary>Agents that go one way only, with the way that they go.</summary>
public sealed partial class PathList : ComponentBase
{
    [Parameter, EditorRequired]
    public ImmutableArray<AgentPath> Paths { get; set; } = [];
}
