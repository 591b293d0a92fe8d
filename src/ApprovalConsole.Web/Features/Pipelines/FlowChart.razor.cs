using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Pipelines;

/// <summary>The flowchart of a run, drawn from its definition.</summary>
public sealed partial class FlowChart : ComponentBase
{
    [Parameter, EditorRequired]
    public required FlowView Flow { get; set; }

    /// <summary>An agent's part, by the id of its run.</summary>
    [Parameter]
    public RenderFragment<string>? Part { get; set; }
}
