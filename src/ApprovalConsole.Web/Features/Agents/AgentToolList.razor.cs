using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Agents;

/// <summary>Tools of an agent, each with its class.</summary>
public sealed partial class AgentToolList : ComponentBase
{
    [Parameter, EditorRequired]
    public required ImmutableArray<AgentToolView> Tools { get; set; }
}
