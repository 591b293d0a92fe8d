using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Stops;

/// <summary>One stop: who, when, why, and how it ends.</summary>
public sealed partial class StopRow : ComponentBase
{
    [Parameter, EditorRequired]
    public required StopView Stop { get; set; }

    [Parameter]
    public bool IsSending { get; set; }

    /// <summary>An admin's word that it may be lifted; the id of the stop.</summary>
    [Parameter]
    public EventCallback<string> OnRelease { get; set; }
}
