using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>The run's last word.</summary>
public sealed partial class RunEnding : ComponentBase
{
    [Parameter, EditorRequired]
    public required RunPageView View { get; set; }
}
