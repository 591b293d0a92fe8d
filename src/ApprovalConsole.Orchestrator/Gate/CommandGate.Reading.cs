using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>What the journal holds of a run, read as it is, compared with the audit log, or only where that knows it.</summary>
public sealed partial class CommandGate
{
    /// <summary>The run's state, which is not what people may see of it; null where there is no such run.</summary>
    /// <exception cref="JournalDamagedException">What the journal holds of it is no run.</exception>
    internal async Task<Run?> ReadAsync(string runId, CancellationToken ct = default) => Started((await PastAsync(runId, ct)).Run);

    /// <summary>Likewise, for what a decision rests on: where the journal is not what the audit log knows, everything is held when this returns.</summary>
    /// <exception cref="JournalDamagedException">What the journal holds of it is no run.</exception>
    internal async Task<Run?> ReadComparedAsync(string runId, CancellationToken ct) => Started((await ReadAndCompareAsync(runId, ct)).Run);

    /// <summary>Likewise, for what other runs are told of it or started for: there is no such thing where the audit log does not know the journal.</summary>
    /// <exception cref="JournalDamagedException">What the journal holds of it is no run, or not what the log knows.</exception>
    internal async Task<Run?> ReadProvenAsync(string runId, CancellationToken ct = default) =>
        await ReadAndCompareAsync(runId, ct) is { Holds: true, Run: var run } ? Started(run) : throw NotInTheLog(runId);

    /// <summary>Before it is said that there is nothing to do for a run that is remembered: whether another node has gone on with it meanwhile.</summary>
    private async Task<bool> HasMovedAsync(Mailboxes.Turn turn, string runId, Run run, CancellationToken ct)
    {
        if (!await _journal.HasMovedAsync(runId, run.Version, ct)) return false;
        turn.Run = null;
        return true;
    }

    private static JournalDamagedException NotInTheLog(string runId) => new(runId, new InvalidDataException("It is not what the audit log says."));

    private static Run? Started(Run run) => run.IsStarted ? run : null;

    /// <summary>All that has happened to a run, and what it came to.</summary>
    /// <exception cref="JournalDamagedException">What the journal holds of it is no run.</exception>
    internal async Task<(IReadOnlyList<ReadEvent<RunEvent>> Past, Run Run)> PastAsync(string runId, CancellationToken ct)
    {
        if (await _journal.KnownAsync(runId, ct) is { } known) return (known.Past, known.Run);
        var (past, run, _) = await FoldAsync(runId, async () => (await _journal.ReadAsync(runId, ct), true));
        return (past, run);
    }

    /// <param name="isNew">There is nothing of it yet.</param>
    /// <returns>Whether it was remembered.</returns>
    private async Task<(Run Run, bool IsRemembered)> StateAsync(Mailboxes.Turn turn, string runId, bool isNew, CancellationToken ct)
    {
        if (isNew)
        {
            turn.Holds = true;
            return (Run.Initial, false);
        }

        if (turn.Run is { } run) return (run, true);
        if (_journal.KnownInTurn(runId) is { } known)
        {
            turn.Holds = true;
            return (known.Run, true);
        }

        (var past, run, turn.Holds) = await FoldComparedAsync(runId, ct);
        if (turn.Holds) _journal.Keep(past, run);
        return (run, false);
    }

    private async Task<(IReadOnlyList<ReadEvent<RunEvent>> Past, Run Run, bool Holds)> ReadAndCompareAsync(string runId, CancellationToken ct) =>
        await _journal.KnownAsync(runId, ct) is { } known ? (known.Past, known.Run, true) : await FoldComparedAsync(runId, ct);

    private Task<(IReadOnlyList<ReadEvent<RunEvent>> Past, Run Run, bool Holds)> FoldComparedAsync(string runId, CancellationToken ct) =>
        FoldAsync(runId, () => _journal.ReadComparedAsync(runId, past => Folded(runId, past) is { IsStarted: true, End: null }, ct));

    private async Task<(IReadOnlyList<ReadEvent<RunEvent>> Past, Run Run, bool Holds)> FoldAsync(string runId, Func<Task<(IReadOnlyList<ReadEvent<RunEvent>> Past, bool Holds)>> read)
    {
        try
        {
            var (past, holds) = await read();
            return (past, Folded(runId, past), holds);
        }
        catch (Exception e) when (e is JournalDamagedException or InvalidDataException or JsonException)
        {
            await _log.CompareAsync(runId); // where somebody had a hand in it, nothing is sent at all
            throw e as JournalDamagedException ?? new JournalDamagedException(runId, e);
        }
    }

    private static Run Folded(string runId, IReadOnlyList<ReadEvent<RunEvent>> past)
    {
        try
        {
            var run = RunEvolution.Fold(past.Select(e => e.Event));
            if (run.IsStarted && run.Kind is RunKind.Canary != CanaryStreams.Owns(runId)) throw new InvalidDataException("The canary's runs are in its own journal, and no others."); // nothing holds them
            return run;
        }
        catch (Exception e)
        {
            throw new JournalDamagedException(runId, e); // the fold is pure: whatever it stumbles over is in the journal
        }
    }
}
