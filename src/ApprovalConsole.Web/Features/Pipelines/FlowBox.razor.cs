using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Pipelines;

/// <summary>One node, with what lies within it.</summary>
public sealed partial class FlowBox(NavigationManager navigation) : ComponentBase
{
    [Parameter, EditorRequired]
    public required FlowNodeView Node { get; set; }

    [Parameter]
    public RenderFragment<string>? Part { get; set; }

    private string Here => new Uri(navigation.Uri).AbsolutePath;

    private string Look => Node.State switch
    {
        FlowState.NotReached => "ahead",
        FlowState.Running or FlowState.Waiting => "live",
        FlowState.Done => "done",
        _ => "bad",
    };

    private string LabelOf(FlowPartView part) => Node.Kind is "forEach" or "repeat" ? "each time" : part.Label;

    /// <summary>Another way was taken, or none was needed: it is folded away.</summary>
    private bool IsPassedBy(FlowPartView part) => Node.State is not FlowState.NotReached && Node.Kind is "choose" or "call" or "ask" or "askPerson" && !IsTaken(part) && (Node.Kind is not "choose" || Node.Parts.Any(IsTaken) || Node.State is FlowState.Done);

    private static bool IsTaken(FlowPartView part) => part.Nodes.Any(n => n.State is not FlowState.NotReached);
}
