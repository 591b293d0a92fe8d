using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Dealing;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Shared.Layout;

/// <summary>How many proposals a colleague has handed to whoever looks: told on every page, and by <c>waiting.js</c> while they look elsewhere.</summary>
public sealed partial class HandedCount(WaitingQuery waiting, LiveFeed feed) : LiveComponent
{
    private int _handed;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Inbox]);
        return ReadAsync();
    }

    protected override async Task ReadAsync() =>
        _handed = Actors.SubjectOf((await Authentication).User) is { } self ? (await waiting.LanesAsync(self, [], CancellationToken.None)).Handed : 0;
}
