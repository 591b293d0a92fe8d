using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Web.Shared;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Runs in which nobody knows if a call happened: they wait for a person too.</summary>
public sealed partial class UnknownRuns(RunsQuery runs, LiveFeed feed) : LiveComponent
{
    private IReadOnlyList<RunView> _runs = [];

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Inbox]);
        return ReadAsync();
    }

    protected override async Task ReadAsync() => _runs = (await runs.ListAsync(RunStatus.OutcomeUnknown, null, null, null, CancellationToken.None)).Items.Where(r => !r.UnknownCalls.IsEmpty).ToList(); // a run whose child does not know is settled there
}
