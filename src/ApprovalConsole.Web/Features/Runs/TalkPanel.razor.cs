using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>What a run asks whom it works for, or last told them; and, for who started it, a place to pass on what they say.</summary>
public sealed partial class TalkPanel(RunControl control, Doorkeeper door) : ComponentBase
{
    private readonly PageOrder _order = new(door);
    private string _text = "";

    /// <summary>Sent again, it is the same message.</summary>
    private string _key = Guid.NewGuid().ToString("N");

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public required RunPageView View { get; set; }

    private async Task SayAsync()
    {
        if (await _order.SendAsync(Authentication, May.StartRuns, async by => (await control.SayAsync(View.Id, _text, _key, by, CancellationToken.None)).Refusal))
            (_text, _key) = ("", Guid.NewGuid().ToString("N"));
    }
}
