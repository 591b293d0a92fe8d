using System.Collections.Immutable;
using System.Diagnostics;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Telemetry;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>The streams of runs, for the gate: in the journal, but for those of the canary, which go the same way and end in memory.</summary>
internal sealed class RunJournal(JournalReader reader, JournalWriter writer, CanaryStreams canary, LogCheck log, RunMemory memory, Elsewhere elsewhere, Signals signals)
{
    /// <summary>What need not be read in the run's turn; null where it must be. Where another node has gone on with it meanwhile, whoever decides on it finds its version taken.</summary>
    public KnownRun? KnownInTurn(string runId) => memory.Of(runId);

    /// <summary>Likewise outside of it: no less than what every node has written so far.</summary>
    public Task<KnownRun?> KnownAsync(string runId, CancellationToken ct) => NewestAsync(memory.Of(runId), ct);

    /// <summary>Whether another node has gone on with a run from this version. Then what was remembered of it is forgotten.</summary>
    public async Task<bool> HasMovedAsync(string runId, int version, CancellationToken ct)
    {
        if (!elsewhere.IsShared || CanaryStreams.Owns(runId) || await reader.VersionAsync(runId, ct) == version) return false;
        memory.Forget(runId);
        return true;
    }

    /// <summary>What was read and compared, in the run's turn.</summary>
    public void Keep(IReadOnlyList<ReadEvent<RunEvent>> past, Run run)
    {
        if (!CanaryStreams.Owns(run.Id)) memory.Keep(past, run);
    }

    /// <summary>What is known here is not so any more.</summary>
    public void Forget(string runId) => memory.Forget(runId);

    public Task<IReadOnlyList<ReadEvent<RunEvent>>> ReadAsync(string runId, CancellationToken ct) =>
        CanaryStreams.Owns(runId) ? canary.ReadAsync(runId, ct) : reader.ReadAsync<RunEvent>(runId, after: 0, int.MaxValue, ct);

    /// <summary>Likewise, compared with the audit log; the canary's journal has nothing to be compared with.</summary>
    /// <returns>False: nothing of it may be sent.</returns>
    public async Task<(IReadOnlyList<ReadEvent<RunEvent>> Past, bool Holds)> ReadComparedAsync(string runId, Func<IReadOnlyList<ReadEvent<RunEvent>>, bool> isOpen, CancellationToken ct) =>
        CanaryStreams.Owns(runId) ? (await canary.ReadAsync(runId, ct), true) : await log.ReadAsync(runId, isOpen, ct);

    /// <summary>As the run is once its texts are erased.</summary>
    public Task<IReadOnlyList<RunEvent>> ReadWithoutTextsAsync(string runId, CancellationToken ct) => reader.ReadWithoutTextsAsync<RunEvent>(runId, ct);

    /// <summary>Some of a run's events.</summary>
    public Task<IReadOnlyList<ReadEvent<RunEvent>>> ReadAsync(string runId, int after, int take, CancellationToken ct) => ReadAsync(memory.Of(runId), runId, after, take, ct);

    /// <summary>Likewise, for who follows it: what is being written just now may not be among them, and is told of when it is.</summary>
    public Task<IReadOnlyList<ReadEvent<RunEvent>>> FollowAsync(string runId, int after, int take, CancellationToken ct) => ReadAsync(memory.Before(runId), runId, after, take, ct);

    /// <summary>The last one; null where there is no such run.</summary>
    public async Task<ReadEvent<RunEvent>?> LastAsync(string runId, CancellationToken ct) => await KnownAsync(runId, ct) is { Past: [.., var last] } ? last : await reader.LastAsync<RunEvent>(runId, ct);

    /// <param name="events">Those that are to be written, and the state that they lead to.</param>
    public async Task<Appended> AppendAsync(Append append, ImmutableArray<RunEvent> events, Run run, CancellationToken ct)
    {
        if (CanaryStreams.Owns(append.Stream)) return await canary.AppendAsync(append, ct);
        var known = memory.Take(append.Stream) ?? (append.Version == 0 ? new([], run, 0) : null);
        Appended? appended = null;
        var began = Stopwatch.GetTimestamp();
        try
        {
            appended = await writer.AppendAsync(append, ct);
            signals.CommitDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        finally
        {
            var after = appended is Appended.Committed ? known?.With(append, events, run) : appended is null or Appended.Conflict || append.Version == 0 ? null : known;
            if (after is null) memory.Forget(append.Stream); // nobody knows what became of it, or somebody else has written
            else memory.PutBack(after);
        }

        return appended.Value;
    }

    /// <summary>What is no event of the run.</summary>
    public Task<Appended> AppendBesideAsync(Append append, CancellationToken ct) => writer.AppendAsync(append, ct);

    private async Task<IReadOnlyList<ReadEvent<RunEvent>>> ReadAsync(KnownRun? known, string runId, int after, int take, CancellationToken ct)
    {
        if (known?.Past.Count - after < take) known = await NewestAsync(known, ct); // else all that is asked for is there, and stays as it is
        return known is { Past: var past } ? after < past.Count ? past.GetRange(after, Math.Min(take, past.Count - after)) : [] : await reader.ReadAsync<RunEvent>(runId, after, take, ct);
    }

    private async Task<KnownRun?> NewestAsync(KnownRun? known, CancellationToken ct) => known is null || !elsewhere.IsShared || await reader.VersionAsync(known.Run.Id, ct) == known.Run.Version ? known : null;
}
