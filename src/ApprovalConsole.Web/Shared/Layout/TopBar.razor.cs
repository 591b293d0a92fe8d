using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Attention;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalConsole.Web.Shared.Layout;

/// <summary>Where one can go, and how much waits there.</summary>
public sealed partial class TopBar(ProposalsQuery proposals, RunsQuery runs, AttentionChecks attention, LiveFeed feed, ConsoleFacts facts) : LiveComponent
{
    private static readonly RunStatus[] Open = [RunStatus.Running, RunStatus.AwaitingDecision, RunStatus.AwaitingInput, RunStatus.OutcomeUnknown, RunStatus.Halted];

    private int _waiting;
    private int _open;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private string Label => facts.IsScripted ? "Demo · scripted model" : "Demo";

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Inbox, Topic.Runs]);
        return ReadAsync();
    }

    protected override async Task ReadAsync()
    {
        var byStatus = await runs.CountAsync(CancellationToken.None);
        _open = Open.Sum(status => byStatus.GetValueOrDefault(status));
        var (waiting, user) = (await proposals.CountPendingAsync(CancellationToken.None), (await Authentication).User);
        _waiting = waiting + (May.Any(user, May.Decide) && attention.ShownTo(Actors.Of(user, Channel.Page)) is not null ? 1 : 0); // as their list counts
    }
}
