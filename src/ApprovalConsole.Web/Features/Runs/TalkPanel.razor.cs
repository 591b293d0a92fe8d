using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>What a run asks whom it works for, or last told them; and, for who started it, a place to pass on what they say.</summary>
public sealed partial class TalkPanel(RunControl control, Doorkeeper door) : ComponentBase
{
    private string _text = "";
    private string? _message;
    private bool _isSending;

    /// <summary>Sent again, it is the same message.</summary>
    private string _key = Guid.NewGuid().ToString("N");

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public required RunPageView View { get; set; }

    private async Task SayAsync()
    {
        if (_isSending) return;
        _isSending = true;
        try
        {
            var entry = await door.ForOrderAsync((await Authentication).User, Channel.Page, May.StartRuns, CancellationToken.None);
            var refusal = entry.Actor is { } by ? (await control.SayAsync(View.Id, _text, _key, by, CancellationToken.None)).Refusal : entry.Refusal;
            _message = refusal?.Message;
            if (refusal is null) (_text, _key) = ("", Guid.NewGuid().ToString("N"));
        }
        finally
        {
            _isSending = false;
        }
    }
}
