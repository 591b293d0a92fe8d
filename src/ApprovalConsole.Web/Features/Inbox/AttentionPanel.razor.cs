using ApprovalConsole.Domain.Attention;
using ApprovalConsole.Orchestrator.Attention;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What was wrong with a proposal that was made up, said right after it was answered.</summary>
public sealed partial class AttentionPanel : ComponentBase
{
    private ElementReference _title;

    [Parameter, EditorRequired]
    public required AttentionTold Told { get; set; }

    [Parameter]
    public EventCallback OnNext { get; set; }

    private string HowToSee => Told.Fault.Kind is FaultKind.OfAnother
        ? "It stands in something else that the agent read. The mark beside a value leads to where it was seen: it must be the record that was asked about."
        : "It stands in nothing that the agent read: the mark beside it says so.";

    /// <summary>In one breath.</summary>
    internal static string WordsOf(AttentionTold told) => $"This was an attention check: “{told.Title}” was made up, nothing was decided, and nothing was sent. {(told.Caught ? "What was wrong with it would not have gone." : "Approved, it would have gone as it was.")}";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await _title.TryFocusAsync(preventScroll: true);
    }
}
