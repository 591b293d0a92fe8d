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
    private readonly PageOrder _order = new(door);
    private Panel _panel;
    private GrantDraft _grant = new();
    private string _reason = "";

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public required RunPageView View { get; set; }

    private void ShowGrant() => (_panel, _grant) = (Panel.Grant, GrantDraft.For(View.Halt, View.Limits));

    private void Close() => (_panel, _order.Fault) = (Panel.None, null);

    private Task CancelAsync() => SendAsync(May.Cancel, by => control.CancelAsync(View.Id, _reason, by, CancellationToken.None));

    private Task GrantAsync() => SendAsync(May.Grant, async by =>
        await control.GrantAsync(View.Id, _grant.ToGrant(), _grant.Reason, by, mayExceed: (await Authentication).User.IsInRole(Roles.Admin), CancellationToken.None));

    private async Task SendAsync(string roles, Func<Actor, Task<RunAnswer>> order)
    {
        if (await _order.SendAsync(Authentication, roles, async by => (await order(by)).Refusal)) _panel = Panel.None;
    }

    private enum Panel
    {
        None,
        Cancel,
        Grant,
    }
}
