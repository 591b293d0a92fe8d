using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Pipelines;

/// <summary>Nodes one below the other.</summary>
public sealed partial class FlowSequence : ComponentBase
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<FlowNodeView> Nodes { get; set; }

    [Parameter]
    public RenderFragment<string>? Part { get; set; }
}
