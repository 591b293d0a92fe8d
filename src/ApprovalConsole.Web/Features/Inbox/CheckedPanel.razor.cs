using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The three layers and what each found.</summary>
public sealed partial class CheckedPanel : ComponentBase
{
    [Parameter, EditorRequired]
    public required ValidationView Validation { get; set; }
}
