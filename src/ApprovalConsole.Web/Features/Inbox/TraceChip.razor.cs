using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Where one value was seen; a button where there is a source to open.</summary>
public sealed partial class TraceChip : ComponentBase
{
    [Parameter, EditorRequired]
    public required TraceView Trace { get; set; }

    [Parameter]
    public bool IsOpen { get; set; }

    [Parameter]
    public EventCallback<TraceView> OnOpen { get; set; }

    private string Look => Trace.IsDoubtful ? "doubtful" : "";
}
