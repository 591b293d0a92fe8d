using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>A person says what became of a call whose outcome is unknown.</summary>
public sealed partial class SettlePanel(RunControl control) : ComponentBase
{
    private string _note = "";
    private string? _message;
    private bool _isSending;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public string CallId { get; set; } = "";

    private bool IsClosed => _isSending || string.IsNullOrWhiteSpace(_note);

    private async Task SettleAsync(SettledOutcome outcome)
    {
        var user = (await Authentication).User;
        if (_isSending || !May.Any(user, May.Settle)) return;
        _isSending = true;
        var answer = await control.SettleAsync(CallId, outcome, _note, Actors.Of(user, Channel.Page), CancellationToken.None);
        (_isSending, _message) = (false, answer.Refusal?.Message);
    }
}
