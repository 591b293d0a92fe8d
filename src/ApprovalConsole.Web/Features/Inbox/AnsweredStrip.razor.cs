using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What became of the proposal that was answered last, over the next one.</summary>
public sealed partial class AnsweredStrip : ComponentBase
{
    private string? _recalled;

    [Parameter, EditorRequired]
    public InboxRow? Row { get; set; }

    [Parameter]
    public bool IsShown { get; set; }

    private static string Label(InboxRow row) => row.State?.Label ?? BarView.MineIsIn(row.ApprovalsNeeded - row.Approvals);
}
