using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Dealing;
using ApprovalConsole.Web.Security;
using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What waits for this person more than for others: what was handed to them, and what their roles were told of.</summary>
public sealed partial class LaneStrip(WaitingQuery waiting, LiveFeed feed) : LiveComponent
{
    private ImmutableArray<(QueueFilter Queue, int Count, string Words)> _lanes = [];

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public QueueFilter Queue { get; set; } = QueueFilter.All;

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Inbox]);
        return ReadAsync();
    }

    protected override async Task ReadAsync()
    {
        var user = (await Authentication).User;
        var self = Actors.SubjectOf(user) ?? "";
        var roles = Enum.GetValues<EscalationTarget>().Where(role => user.IsInRole(role.ToString())).ToList();
        var lanes = await waiting.LanesAsync(self, roles, CancellationToken.None);
        _lanes =
        [
            .. lanes.Handed == 0 ? Array.Empty<(QueueFilter, int, string)>() : [(QueueFilter.All with { HandedTo = self }, lanes.Handed, "handed to you")],
            .. roles.Where(lanes.Escalated.ContainsKey).Select(role => (QueueFilter.All with { Escalated = role }, lanes.Escalated[role], lanes.Escalated[role] == 1 ? "waits for long: you were told" : "wait for long: you were told")),
        ];
    }
}
