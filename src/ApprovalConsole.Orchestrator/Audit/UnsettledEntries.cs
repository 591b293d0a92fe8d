using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Runs;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Finds the entries that would tell the second of two people who was the first.</summary>
internal sealed class UnsettledEntries(JournalReader reader)
{
    /// <summary>An answer, or an attempt at one: whoever is refused as having approved already has approved already.</summary>
    private static readonly string[] Telling = ["proposal.approved.v1", "proposal.withdrawn.v1", AuditKinds.Refused];

    /// <summary>The numbers of those that are about a proposal on which others still decide.</summary>
    public async Task<IReadOnlySet<long>> AmongAsync(IEnumerable<AuditRow> entries, CancellationToken ct)
    {
        var unsettled = new HashSet<long>();
        foreach (var ofRun in entries.Where(e => e.Subject is not null && Telling.Contains(e.Kind)).GroupBy(e => RunControl.RunOf(e.Subject!)))
        {
            var events = await reader.ReadAsync<RunEvent>(ofRun.Key, 0, int.MaxValue, ct);
            if (events.Count == 0) continue; // an attempt on something that is not there
            var run = RunEvolution.Fold(events.Select(e => e.Event));
            unsettled.UnionWith(ofRun.Where(e => run.Proposals.ContainsKey(e.Subject!) && Disclosure.IsOpen(run, e.Subject!)).Select(e => e.Seq));
        }

        return unsettled;
    }
}
