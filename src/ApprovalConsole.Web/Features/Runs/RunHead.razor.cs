using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>What a run is, how far it is, and what can be done about it.</summary>
public sealed partial class RunHead : ComponentBase
{
    [Parameter, EditorRequired]
    public required RunPageView View { get; set; }
}
