using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>What support can do about a run: stop it, or let it go on.</summary>
public sealed partial class RunActions(RunControl control, Doorkeeper door) : ComponentBase
{
    private Panel _panel;
    private GrantDraft _grant = new();
    private string _reason = "";
    private string? _message;
    private bool _isSending;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public required RunPageView View { get; set; }

    private void ShowGrant() => (_panel, _grant) = (Panel.Grant, GrantDraft.For(View.Halt, View.Limits));

    private void Close() => (_panel, _message) = (Panel.None, null);

    private Task CancelAsync() => SendAsync(May.Cancel, (by, _) => control.CancelAsync(View.Id, _reason, by, CancellationToken.None));

    private Task GrantAsync() => SendAsync(May.Grant, (by, mayExceed) =>
        control.GrantAsync(View.Id, _grant.ToGrant(), _grant.Reason, by, mayExceed, CancellationToken.None));

    private async Task SendAsync(string roles, Func<Actor, bool, Task<RunAnswer>> order)
    {
        if (_isSending) return;
        _isSending = true;
        try
        {
            var user = (await Authentication).User;
            var entry = await door.ForOrderAsync(user, Channel.Page, roles, CancellationToken.None);
            var refusal = entry.Actor is { } by ? (await order(by, user.IsInRole(Roles.Admin))).Refusal : entry.Refusal;
            _message = refusal?.Message;
            if (refusal is null) _panel = Panel.None;
        }
        finally
        {
            _isSending = false;
        }
    }

    private enum Panel
    {
        None,
        Cancel,
        Grant,
    }
}
