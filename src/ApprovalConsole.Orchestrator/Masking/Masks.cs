using System.Collections.Concurrent;
using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Masking;

/// <summary>The one place where a run becomes what people may see of it: sensitive values masked, by the policies as they are now.</summary>
public sealed class Masks
{
    private const int Most = 400; // runs that are remembered
    private const int Newest = int.MaxValue;

    private readonly PolicyBook _policies;
    private readonly CommandGate _gate;
    private readonly ReadPool _databases;
    private readonly ConcurrentDictionary<string, MaskedRun> _known = new();
    private volatile MarksAt _marks = new(-1, SensitiveMarks.None);

    private int _erasures;

    internal Masks(PolicyBook policies, CommandGate gate, ReadPool databases)
    {
        (_policies, _gate, _databases) = (policies, gate, databases);
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
    /// <exception cref="JournalDamagedException">What the journal holds of it is no run.</exception>
    public async Task<ShownRun?> ReadAsync(string runId, Revealed? revealed, CancellationToken ct = default) => await OfAsync(runId, Newest, ct) is { } masked ? masked.To(revealed) : null;

    /// <summary>A run that nobody has started, as it would be shown if somebody did.</summary>
    internal async Task<Run> PlannedAsync(RunCommand.Start start, CancellationToken ct)
    {
        var marks = Marks;
        var events = ((Ruling<RunEvent>.Accepted)RunDecider.Decide(start, Run.Initial)).Events;
        var run = RunEvolution.Fold(events);
        return marks.AreAny ? new MaskedRun(events, run, marks, await RelativesAsync(run, marks, ct)).Shown : run;
    }

    /// <param name="version">It must know of the run's events up to this one.</param>
    /// <returns>Null where there is no such run.</returns>
    internal async Task<MaskedRun?> OfAsync(string runId, int version, CancellationToken ct)
    {
        var marks = Marks;
        if (version != Newest && _known.TryGetValue(runId, out var known) && known.IsOf(marks, version) && await HaveStayedAsync(known.Relatives, ct)) return known;
        var erasures = Volatile.Read(ref _erasures);
        var (past, run) = await _gate.PastAsync(runId, ct);
        if (!run.IsStarted) return null;
        var read = new MaskedRun([.. past.Select(e => e.Event)], run, marks, marks.AreAny ? await RelativesAsync(run, marks, ct) : Relatives.None);
        if (!marks.AreAny) return read;
        if (_known.Count >= Most) _known.Clear();
        _known[runId] = read;
        if (Volatile.Read(ref _erasures) != erasures) _known.TryRemove(runId, out _); // its texts may be gone by now
        return read;
    }

    /// <summary>What one of them tells another is masked there too.</summary>
    private async Task<Relatives> RelativesAsync(Run run, SensitiveMarks marks, CancellationToken ct)
    {
        var (values, versions, areForgotten) = (new List<string>(), new Dictionary<string, int>(), false);
        var next = new Queue<string>(Relatives.Of(run));
        while (next.TryDequeue(out var id))
        {
            if (id == run.Id || versions.ContainsKey(id)) continue;
            var (past, relative) = await _gate.PastAsync(id, ct);
            versions[id] = relative.Version;
            if (!relative.IsStarted) continue;
            areForgotten |= relative.Input.IsErased && marks.Concern(relative);
            values.AddRange(SecretsOfRun.In(past.Select(e => e.Event), relative, marks).Found.Select(f => f.Value));
            foreach (var other in Relatives.Of(relative)) next.Enqueue(other);
        }

        return new(values, versions) { AreForgotten = areForgotten };
    }

    private async Task<bool> HaveStayedAsync(Relatives relatives, CancellationToken ct)
    {
        if (relatives.Versions.Count == 0) return true;
        var ids = relatives.Versions.Keys.ToList();
        return relatives.AreAt(await _databases.ReadAsync(database => database.Runs.AsNoTracking().Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Version }).ToDictionaryAsync(r => r.Id, r => r.Version, ct)));
    }

    private void Forget(string erased)
    {
        Interlocked.Increment(ref _erasures);
        _known.Clear(); // its relatives' views hold values of it, too
    }

    /// <summary>A run that is in no journal, as those see it who have revealed nothing of it.</summary>
    internal ShownRun Of(ImmutableArray<RunEvent> past, Run run) => new MaskedRun(past, run, Marks, Relatives.None).To(null);

    internal Task<MaskedRun?> OfAsync(string runId, CancellationToken ct) => OfAsync(runId, Newest, ct);

    /// <summary>The view that everybody may have of a run. Where its journal is damaged, nobody can say what is sensitive in it: then none of its words.</summary>
    internal async Task<RunView> ViewAsync(RunView view, CancellationToken ct)
    {
        if (!AreAny) return view;
        try
        {
            if (await OfAsync(view.Id, view.Version, ct) is not { HidesNothing: false } masked) return view;
            var shown = RunView.Of(masked.Shown);
            return ViewJson.AreSame(shown, RunView.Of(masked.True)) ? view : shown with { Masked = true };
        }
        catch (JournalDamagedException)
        {
            return view.WithoutWords();
        }
    }

    /// <inheritdoc cref="ViewAsync(RunView, CancellationToken)"/>
    internal Task<RunView> ViewAsync(Run run, CancellationToken ct) => ViewAsync(RunView.Of(run), ct);

    private sealed record MarksAt(int Revision, SensitiveMarks Marks);
}
