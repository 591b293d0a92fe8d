using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>On the timeline: what the principal said after the input.</summary>
public sealed partial class SaidRow : ComponentBase
{
    /// <summary>Whom the run works for.</summary>
    [Parameter, EditorRequired]
    public required string For { get; set; }

    [Parameter, EditorRequired]
    public required MessageView View { get; set; }
}
