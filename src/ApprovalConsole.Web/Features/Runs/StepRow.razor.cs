using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>A step on the timeline.</summary>
public sealed partial class StepRow : ComponentBase
{
    [Parameter, EditorRequired]
    public required StepView View { get; set; }
}
