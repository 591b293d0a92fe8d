using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>The streams of runs, for the gate: in the journal, but for those of the canary, which go the same way and end in memory.</summary>
internal sealed class RunJournal(JournalReader reader, JournalWriter writer, CanaryStreams canary, LogCheck log)
{
    public Task<IReadOnlyList<ReadEvent<RunEvent>>> ReadAsync(string runId, CancellationToken ct) =>
        CanaryStreams.Owns(runId) ? canary.ReadAsync(runId, ct) : reader.ReadAsync<RunEvent>(runId, after: 0, int.MaxValue, ct);

    /// <summary>Likewise, compared with the audit log; the canary's journal has nothing to be compared with.</summary>
    /// <returns>False: nothing of it may be sent.</returns>
    public async Task<(IReadOnlyList<ReadEvent<RunEvent>> Past, bool Holds)> ReadComparedAsync(string runId, Func<IReadOnlyList<ReadEvent<RunEvent>>, bool> isOpen, CancellationToken ct) =>
        CanaryStreams.Owns(runId) ? (await canary.ReadAsync(runId, ct), true) : await log.ReadAsync(runId, isOpen, ct);

    /// <summary>As the run is once its texts are erased.</summary>
    public Task<IReadOnlyList<RunEvent>> ReadWithoutTextsAsync(string runId, CancellationToken ct) => reader.ReadWithoutTextsAsync<RunEvent>(runId, ct);

    /// <summary>Completes when everything that was on the disk before is known here, whoever wrote it.</summary>
    public async Task CaughtUpAsync(CancellationToken ct) => await writer.AppendAsync(new("", 0, [], []), ct);

    public Task<Appended> AppendAsync(Append append, CancellationToken ct) =>
        CanaryStreams.Owns(append.Stream) ? canary.AppendAsync(append, ct) : writer.AppendAsync(append, ct);
}
