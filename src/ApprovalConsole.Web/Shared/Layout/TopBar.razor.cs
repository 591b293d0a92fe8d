using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;

namespace ApprovalConsole.Web.Shared.Layout;

/// <summary>Where one can go, and how much waits there.</summary>
public sealed partial class TopBar(ProposalsQuery proposals, RunsQuery runs, LiveFeed feed, ConsoleFacts facts) : LiveComponent
{
    private static readonly RunStatus[] Open = [RunStatus.Running, RunStatus.AwaitingDecision, RunStatus.AwaitingInput, RunStatus.OutcomeUnknown, RunStatus.Halted];

    private int _waiting;
    private int _open;

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
        _waiting = await proposals.CountPendingAsync(CancellationToken.None);
    }
}
