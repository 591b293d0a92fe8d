using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>An approval whose call is held for some seconds, and the key that takes it back.</summary>
public sealed partial class RecallStrip(RunControl control, Doorkeeper door) : ComponentBase
{
    private readonly PageOrder _order = new(door);

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public string ProposalId { get; set; } = "";

    [Parameter, EditorRequired]
    public DateTimeOffset Until { get; set; }

    /// <summary>It was taken back: nothing is sent.</summary>
    [Parameter]
    public EventCallback OnRecalled { get; set; }

    private async Task RecallAsync()
    {
        if (await _order.SendAsync(Authentication, Shared.May.Decide, async by => (await control.RecallAsync(ProposalId, by, CancellationToken.None)).Refusal, unwritten: "Not recalled: the journal cannot be written now. Press again."))
            await OnRecalled.InvokeAsync();
    }
}
