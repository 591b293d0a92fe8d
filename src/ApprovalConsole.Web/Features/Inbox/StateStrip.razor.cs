using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What became of a proposal, read back from the journal.</summary>
public sealed partial class StateStrip : ComponentBase
{
    /// <summary>Null while it waits.</summary>
    [Parameter, EditorRequired]
    public StateView? State { get; set; }

    [Parameter]
    public string? SuccessorId { get; set; }
}
