using System.Globalization;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>An approval whose call is held for some seconds, and the key that takes it back.</summary>
public sealed partial class RecallStrip(RunControl control) : ComponentBase
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
        var user = (await Authentication).User;
        if (_isSending || !Shared.May.Any(user, Shared.May.Decide)) return;
        _isSending = true;
        try
        {
            var answer = await control.RecallAsync(ProposalId, Actors.Of(user, Channel.Page), CancellationToken.None);
            _message = answer.Refusal?.Message;
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
