using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>A person says what became of a call whose outcome is unknown.</summary>
public sealed partial class SettlePanel(RunControl control, Doorkeeper door) : ComponentBase
{
    private readonly PageOrder _order = new(door);
    private string _note = "";
    private bool _isApprover;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public string CallId { get; set; } = "";

    /// <summary>Who has taken it on to find out; null: nobody.</summary>
    [Parameter]
    public string? Owner { get; set; }

    /// <summary>Who let the call go: they do not say that it did not happen.</summary>
    [Parameter]
    public ImmutableArray<Actor> ApprovedBy { get; set; } = [];

    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;
        _isApprover = ApprovedBy.Any(a => a.IsSameAs(Actors.Of(user, Channel.Page)));
    }

    private bool IsClosed => _order.IsOut || BlankText.Is(_note);

    private Task SettleAsync(SettledOutcome outcome) => OrderAsync(by => control.SettleAsync(CallId, outcome, _note, by, CancellationToken.None));

    private Task TakeOnAsync() => OrderAsync(by => control.TakeOnAsync(CallId, by, CancellationToken.None));

    private async Task OrderAsync(Func<Actor, Task<RunAnswer>> order) => await _order.SendAsync(Authentication, May.Settle, async by => (await order(by)).Refusal);
}
