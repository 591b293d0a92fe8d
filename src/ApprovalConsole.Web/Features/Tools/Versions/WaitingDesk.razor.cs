using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using ApprovalConsole.Web.Shared.Versions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Tools.Versions;

/// <summary>Sends an admin's word on a proposed policy.</summary>
public sealed partial class WaitingDesk(Policies policies, Doorkeeper door) : ComponentBase
{
    private readonly PageOrder _order = new(door);

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public string ToolId { get; set; } = "";

    [Parameter, EditorRequired]
    public required WaitingChange Waiting { get; set; }

    /// <summary>What is proposed.</summary>
    [Parameter, EditorRequired]
    public required ToolPolicy Policy { get; set; }

    [Parameter]
    public bool MayAnswer { get; set; }

    [Parameter]
    public EventCallback OnAnswered { get; set; }

    private Task AgreeAsync(WaitingChange change) => SendAsync(by => policies.ConfirmAsync(ToolId, change.Id, by, CancellationToken.None));

    private Task RejectAsync(WaitingChange change) => SendAsync(by => policies.RejectAsync(ToolId, change.Id, by, CancellationToken.None));

    private async Task SendAsync(Func<Actor, Task<Refusal?>> answer)
    {
        await _order.SendAsync(Authentication, May.Configure, answer);
        await OnAnswered.InvokeAsync();
    }
}
