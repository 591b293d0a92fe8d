using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>Runs that are busy, as this process itself has read, compared and written them: what is asked of them again within moments is not read again. Nobody who writes into the database can reach
/// it, and whatever was decided on an old state does not find its version free. Bounded: of the runs that nothing happened to for longest nothing is kept. Where other nodes write as well, it may be
/// behind what they have written until it hears of it: who decides on it is refused by the journal's key, and everybody else looks first (<see cref="RunJournal"/>).</summary>
internal sealed class RunMemory
{
    /// <summary>Characters of events after which the older half is forgotten.</summary>
    private const long Most = 32_000_000;

    private readonly Lock _lock = new();
    private readonly Breach _breach;
    private readonly Elsewhere _elsewhere;
    private Dictionary<string, KnownRun> _young = [];
    private Dictionary<string, KnownRun> _old = [];
    private readonly Dictionary<string, KnownRun> _beingWritten = [];
    private long _size;

    public RunMemory(Breach breach, Elsewhere elsewhere)
    {
        (_breach, _elsewhere) = (breach, elsewhere);
        elsewhere.Found += Outdate;
    }

    /// <summary>Null where nothing is known of the run, and while the journal is not what the audit log says: then everybody sees what there is.</summary>
    public KnownRun? Of(string runId)
    {
        if (_breach.WhyNot is not null) Forget();
        lock (_lock) return Find(runId);
    }

    /// <summary>Likewise, for who is told of every commit and comes again then: while the run is being written, what was known before.</summary>
    public KnownRun? Before(string runId)
    {
        if (_breach.WhyNot is not null) Forget();
        lock (_lock) return Find(runId) ?? _beingWritten.GetValueOrDefault(runId);
    }

    /// <summary>Begins anew.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            (_young, _old, _size) = ([], [], 0);
            _beingWritten.Clear();
        }
    }

    /// <summary>A run as it was read, in a turn of its own: nobody else writes it meanwhile.</summary>
    public void Keep(IReadOnlyList<ReadEvent<RunEvent>> past, Run run)
    {
        if (!run.IsStarted || !MayBeKept(run) || past is ImmutableList<ReadEvent<RunEvent>>) return; // the last came from here
        lock (_lock) Put(new([.. past], run, past.Sum(e => (long)e.Size)));
    }

    /// <summary>What is known of a run, before it is written to: from then on until it is put back whoever asks reads the disk, on which it may be sooner than here.</summary>
    public KnownRun? Take(string runId)
    {
        lock (_lock)
        {
            var known = Find(runId);
            Drop(runId);
            if (known is not null) _beingWritten[runId] = known;
            return known;
        }
    }

    /// <summary>In its turn, once it is known what became of the write.</summary>
    public void PutBack(KnownRun known)
    {
        lock (_lock)
        {
            _beingWritten.Remove(known.Run.Id);
            if (MayBeKept(known.Run)) Put(known);
        }
    }

    /// <summary>It was written elsewhere, is not what it was, or nobody knows what became of a write.</summary>
    public void Forget(string runId)
    {
        lock (_lock) Drop(runId);
    }

    /// <summary>What another node has gone on with, or erased the texts of.</summary>
    private void Outdate(Written written)
    {
        lock (_lock)
        {
            foreach (var (runId, version) in written.Streams)
                if ((Find(runId) ?? _beingWritten.GetValueOrDefault(runId))?.Run.Version < version) Drop(runId);
            foreach (var runId in written.Erased) Drop(runId);
        }
    }

    /// <summary>The texts of a run that has ended may be erased by another node at any moment.</summary>
    private bool MayBeKept(Run run) => run.End is null || !_elsewhere.IsShared;

    private KnownRun? Find(string runId) => _young.TryGetValue(runId, out var known) || _old.TryGetValue(runId, out known) ? known : null;

    private void Put(KnownRun known)
    {
        _size += known.Size - (_young.TryGetValue(known.Run.Id, out var before) ? before.Size : 0);
        _young[known.Run.Id] = known;
        if (_size > Most / 2) (_old, _young, _size) = (_young, [], 0);
    }

    private void Drop(string runId)
    {
        if (_young.Remove(runId, out var known)) _size -= known.Size;
        _old.Remove(runId);
        _beingWritten.Remove(runId);
    }
}

/// <summary>All that has happened to a run, and what it came to.</summary>
/// <param name="Size">In characters.</param>
internal sealed record KnownRun(ImmutableList<ReadEvent<RunEvent>> Past, Run Run, long Size)
{
    /// <summary>With what was written.</summary>
    /// <param name="events">In their order.</param>
    /// <param name="run">The state that they led to.</param>
    /// <returns>Null where it was not written after what is known.</returns>
    public KnownRun? With(Append append, ImmutableArray<RunEvent> events, Run run)
    {
        if (Past.Count != append.Version) return null;
        var added = append.Events.Select((e, i) => new ReadEvent<RunEvent>(append.Version + 1 + i, e.Name, Micros.ToInstant(Micros.Of(e.At)), events[i]) { Size = e.Size }).ToList();
        return new(Past.AddRange(added), run, Size + added.Sum(e => (long)e.Size));
    }
}
