using System.Globalization;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>An approval whose call is held for some seconds, and the key that takes it back.</summary>
public sealed partial class RecallStrip(RunControl control, Doorkeeper door) : ComponentBase
{
    private bool _isSending;
    private string? _message;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public string ProposalId { get; set; } = "";

    [Parameter, EditorRequired]
    public DateTimeOffset Until { get; set; }

    private string Instant => Until.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private async Task RecallAsync()
    {
        if (_isSending) return;
        _isSending = true;
        try
        {
            var entry = await door.ForOrderAsync((await Authentication).User, Channel.Page, Shared.May.Decide, CancellationToken.None);
            _message = entry.Actor is { } by ? (await control.RecallAsync(ProposalId, by, CancellationToken.None)).Refusal?.Message : entry.Refusal?.Message;
        }
        catch (JournalUnavailableException)
        {
            _message = "Not recalled: the journal cannot be written now. Press again.";
        }
        finally
        {
            _isSending = false;
        }
    }
}
