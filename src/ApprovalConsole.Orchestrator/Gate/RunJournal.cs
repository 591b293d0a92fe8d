using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>The streams of runs, for the gate: in the journal, but for those of the canary, which go the same way and end in memory.</summary>
internal sealed class RunJournal(JournalReader reader, JournalWriter writer, CanaryStreams canary)
{
    public Task<IReadOnlyList<ReadEvent<RunEvent>>> ReadAsync(string runId, CancellationToken ct) =>
        CanaryStreams.Owns(runId) ? canary.ReadAsync(runId, ct) : reader.ReadAsync<RunEvent>(runId, after: 0, int.MaxValue, ct);

    /// <summary>As the run is once its texts are erased.</summary>
    public Task<IReadOnlyList<RunEvent>> ReadWithoutTextsAsync(string runId, CancellationToken ct) => reader.ReadWithoutTextsAsync<RunEvent>(runId, ct);

    public Task<Appended> AppendAsync(Append append, CancellationToken ct) =>
        CanaryStreams.Owns(append.Stream) ? canary.AppendAsync(append, ct) : writer.AppendAsync(append, ct);
}
