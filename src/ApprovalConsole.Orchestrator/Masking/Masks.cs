using System.Collections.Concurrent;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Masking;

/// <summary>The one place where a run becomes what people may see of it: sensitive values masked, by the policies as they are now.</summary>
public sealed class Masks
{
    private const int Most = 400; // runs that are remembered
    private const int Newest = int.MaxValue;

    private readonly PolicyBook _policies;
    private readonly CommandGate _gate;
    private readonly ConcurrentDictionary<string, MaskedRun> _known = new();
    private volatile MarksAt _marks = new(-1, SensitiveMarks.None);

    private int _erasures;

    internal Masks(PolicyBook policies, CommandGate gate)
    {
        (_policies, _gate) = (policies, gate);
        gate.Erased += Forget;
    }

    /// <summary>Some tool has a sensitive field. While none has, nothing is read and nothing is masked.</summary>
    internal bool AreAny => Marks.AreAny;

    private SensitiveMarks Marks
    {
        get
        {
            var (marks, revision) = (_marks, _policies.Revision); // the number first: what is laid down meanwhile is looked at again
            if (marks.Revision != revision) _marks = marks = new(revision, _policies.SensitiveNow());
            return marks.Marks;
        }
    }

    /// <summary>The run as it stands now, for a page.</summary>
    /// <param name="revealed">What the reader has revealed of it; null: nothing.</param>
    /// <returns>Null where there is no such run.</returns>
    /// <exception cref="Journal.JournalDamagedException">What the journal holds of it is no run.</exception>
    public async Task<ShownRun?> ReadAsync(string runId, Revealed? revealed, CancellationToken ct = default) => await OfAsync(runId, Newest, ct) is { } masked ? masked.To(revealed) : null;

    /// <param name="version">It must know of the run's events up to this one.</param>
    /// <returns>Null where there is no such run.</returns>
    internal async Task<MaskedRun?> OfAsync(string runId, int version, CancellationToken ct)
    {
        var marks = Marks;
        if (version != Newest && _known.TryGetValue(runId, out var known) && known.IsOf(marks, version)) return known;
        var erasures = Volatile.Read(ref _erasures);
        var (past, run) = await _gate.PastAsync(runId, ct);
        if (!run.IsStarted) return null;
        var read = new MaskedRun([.. past.Select(e => e.Event)], run, marks, marks.AreAny ? await OfTreeAsync(run, marks, ct) : []);
        if (!marks.AreAny) return read;
        if (_known.Count >= Most) _known.Clear();
        _known[runId] = read;
        if (Volatile.Read(ref _erasures) != erasures) _known.TryRemove(runId, out _); // its texts may be gone by now
        return read;
    }

    /// <summary>Sensitive values of the runs above and below: what one of them tells another is masked there too.</summary>
    private async Task<List<string>> OfTreeAsync(Run run, SensitiveMarks marks, CancellationToken ct)
    {
        var values = new List<string>();
        var seen = new HashSet<string> { run.Id };
        var next = new Queue<string>(RelativesOf(run));
        while (next.TryDequeue(out var id))
        {
            if (!seen.Add(id)) continue;
            var (past, relative) = await _gate.PastAsync(id, ct);
            if (!relative.IsStarted) continue;
            values.AddRange(SecretsOfRun.In(past.Select(e => e.Event), relative, marks).Found.Select(f => f.Value));
            foreach (var other in RelativesOf(relative)) next.Enqueue(other);
        }

        return values;
    }

    private static IEnumerable<string> RelativesOf(Run run) => (run.Ancestry?.Chain ?? []).Select(a => a.RunId).Concat(run.Children.Values.Select(c => c.RunId));

    private void Forget(string runId)
    {
        Interlocked.Increment(ref _erasures);
        _known.TryRemove(runId, out _);
    }

    internal Task<MaskedRun?> OfAsync(string runId, CancellationToken ct) => OfAsync(runId, Newest, ct);

    /// <summary>The view that everybody may have of a run.</summary>
    internal async Task<RunView> ViewAsync(RunView view, CancellationToken ct)
    {
        if (!AreAny || await OfAsync(view.Id, view.Version, ct) is not { HidesNothing: false } masked) return view;
        var shown = RunView.Of(masked.Shown);
        return ViewJson.AreSame(shown, RunView.Of(masked.True)) ? view : shown with { Masked = true };
    }

    /// <inheritdoc cref="ViewAsync(RunView, CancellationToken)"/>
    internal Task<RunView> ViewAsync(Run run, CancellationToken ct) => ViewAsync(RunView.Of(run), ct);

    private sealed record MarksAt(int Revision, SensitiveMarks Marks);
}
