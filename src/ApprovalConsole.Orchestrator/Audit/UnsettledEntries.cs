using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Finds the entries that would tell the second of two people who was the first.</summary>
internal sealed class UnsettledEntries(ReadPool databases, JournalReader reader)
{
    /// <summary>An answer, an attempt at one (whoever is refused as having approved already has approved already), or a word to colleagues.</summary>
    private static readonly string[] Telling = ["proposal.approved.v1", "proposal.withdrawn.v1", "proposal.commented.v1", "proposal.handedOver.v1", AuditKinds.Refused];

    /// <summary>The numbers of those that are about a proposal on which others still decide. Of a run that cannot be read, all: it may be open.</summary>
    public async Task<IReadOnlySet<long>> AmongAsync(IEnumerable<AuditRow> entries, CancellationToken ct)
    {
        var telling = entries.Where(e => e.Subject is not null && Telling.Contains(e.Kind)).ToLookup(e => e.Subject!);
        var subjects = telling.Select(t => t.Key).ToList();
        var proposals = await databases.ReadAsync(database =>
            database.Proposals.AsNoTracking().Where(p => subjects.Contains(p.Id)).Select(p => new { p.Id, p.RunId }).ToListAsync(ct)); // an attempt may name anything
        var unsettled = new HashSet<long>();
        foreach (var ofRun in proposals.GroupBy(p => p.RunId))
        {
            var run = await ReadAsync(ofRun.Key, ct);
            unsettled.UnionWith(ofRun.Where(p => run is null || Disclosure.IsOpen(run, p.Id)).SelectMany(p => telling[p.Id]).Select(e => e.Seq));
        }

        return unsettled;
    }

    private async Task<Run?> ReadAsync(string runId, CancellationToken ct)
    {
        try
        {
            return RunEvolution.Fold((await reader.ReadAsync<RunEvent>(runId, 0, int.MaxValue, ct)).Select(e => e.Event));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }
}
