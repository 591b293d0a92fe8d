using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Web.Shared;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Calls of which nobody knows if they happened: they wait for a person too, the one that is due first in front.</summary>
public sealed partial class UnknownRuns(RunsQuery runs, ProposalsQuery proposals, LiveFeed feed, IOptions<ConsoleOptions> options, TimeProvider time) : LiveComponent
{
    private ImmutableArray<(RunView Run, UnknownView Call)> _calls = [];

    private Dictionary<string, ProposalView> _asked = []; // by call: what people let go says what it was; of others the tool is known

    protected override Task OnInitializedAsync()
    {
        Follow(feed, [Topic.Inbox]);
        return ReadAsync();
    }

    // A run whose child does not know is settled there, and names no call of its own.
    protected override async Task ReadAsync()
    {
        _calls = [.. (await runs.ListAsync(RunStatus.OutcomeUnknown, null, null, null, CancellationToken.None)).Items.SelectMany(run => CallsOf(run).Select(call => (run, call))).OrderBy(c => c.call.Since)];
        _asked = _calls.IsEmpty ? [] : (await proposals.ListAsync(ProposalStatus.OutcomeUnknown, null, null, null, Page<ProposalView>.MostTake, CancellationToken.None)).Items.DistinctBy(p => p.CallId).ToDictionary(p => p.CallId);
        if (_calls.Where(c => !IsOverdue(c.Call)).Select(c => (DateTimeOffset?)DueOf(c.Call)).FirstOrDefault() is { } next) ReadAgainAfter(next - time.GetUtcNow());
    }

    // Rows of an older console name the calls, and no more.
    private static IEnumerable<UnknownView> CallsOf(RunView run) => run.Unknown ?? run.UnknownCalls.Select(id => new UnknownView(id, "", run.UpdatedAt, null));

    private DateTimeOffset DueOf(UnknownView call) => call.Since + options.Value.SettleUnknownWithin;

    private bool IsOverdue(UnknownView call) => DueOf(call) <= time.GetUtcNow();
}
