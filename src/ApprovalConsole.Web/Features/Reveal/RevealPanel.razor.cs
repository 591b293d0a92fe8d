using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Reveal;

/// <summary>Says that values are masked, and shows them to who says why: for this visit of the page, and on the record.</summary>
public sealed partial class RevealPanel(Reveals reveals, Doorkeeper door) : ComponentBase
{
    private bool _isOpen;
    private bool _isSending;
    private string _reason = "";
    private string? _message;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public string RunId { get; set; } = "";

    [Parameter, EditorRequired]
    public RevealState State { get; set; }

    /// <summary>What follows from it here.</summary>
    [Parameter]
    public string Why { get; set; } = "";

    [Parameter]
    public EventCallback<Revealed> OnRevealed { get; set; }

    private string FieldId => $"reveal-{RunId}";

    private bool IsClosed => _isSending || BlankText.Is(_reason);

    private void Open() => _isOpen = true;

    private void Close() => (_isOpen, _message) = (false, null);

    private async Task RevealAsync()
    {
        if (_isSending) return;
        _isSending = true;
        try
        {
            var entry = await door.ForOrderAsync((await Authentication).User, Channel.Page, May.Reveal, CancellationToken.None);
            var (revealed, refusal) = entry.Actor is { } by ? await reveals.RevealAsync(RunId, _reason, by, CancellationToken.None) : (null, entry.Refusal);
            _message = refusal?.Message;
            if (revealed is null) return;
            (_isOpen, _reason) = (false, "");
            await OnRevealed.InvokeAsync(revealed);
        }
        catch (JournalUnavailableException)
        {
            _message = "Nothing is shown: the journal cannot be written now, and what is not on record is not shown. Press again.";
        }
        finally
        {
            _isSending = false;
        }
    }
}
