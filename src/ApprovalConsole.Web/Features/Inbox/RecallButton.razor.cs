using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Takes an approval back while the call is held. What became of it is read from the journal like everything else.</summary>
public sealed partial class RecallButton(RunControl control) : ComponentBase
{
    private bool _isSending;
    private string? _message;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public string ProposalId { get; set; } = "";

    private async Task RecallAsync()
    {
        _isSending = true;
        var answer = await control.RecallAsync(ProposalId, Actors.Of((await Authentication).User, Channel.Page), CancellationToken.None);
        (_isSending, _message) = (false, answer.Refusal?.Message);
    }
}
