using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>A call on the timeline: one line, and everything else folded in it.</summary>
public sealed partial class CallRow : ComponentBase
{
    [Parameter, EditorRequired]
    public required CallView View { get; set; }
}
