using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>The journal as text: what survives. Its key (stream, version) settles who wrote first; what a turn rested on besides its run is looked at in the same transaction.</summary>
internal sealed class SharedJournal
{
    private readonly Dictionary<string, List<string>> _streams = [];
    private readonly Dictionary<string, Run> _folds = [];

    /// <summary>Presses and releases of the switch, people blocked: a turn that began before is decided again.</summary>
    public int SaidOutsideOfRuns { get; set; }

    public IEnumerable<Run> Runs => _folds.Values;

    /// <summary>The fold of what is written, and of nothing else.</summary>
    public Run Read(string runId) => _folds.GetValueOrDefault(runId, Run.Initial);

    public IReadOnlyList<RunEvent> EventsOf(string runId) => [.. _streams[runId].Select(Remembered)];

    public IReadOnlyList<Run> OthersOfTree(string? root, string runId) =>
        root is null ? [] : [.. _folds.Values.Where(r => r.Id != runId && (r.Id == root || r.TreeRoot == root)).OrderBy(r => r.Id, StringComparer.Ordinal)];

    /// <summary>How much was said in these runs that binds the others of their tree.</summary>
    public static int Said(IEnumerable<Run> runs) => runs.Sum(r => r.DeniedEffects.Count + (r.Cancelling is null ? 0 : 1));

    public Written TryAppend(string runId, int version, ImmutableArray<RunEvent> events, Premises premises)
    {
        var before = Read(runId);
        if (before.Version != version || premises.SaidOutsideOfRuns != SaidOutsideOfRuns || premises.SaidInTree != Said(OthersOfTree(premises.Root, runId))) return Written.Overtaken;
        if (events.OfType<RunEvent.CallIntended>().Any(e => LikeOf(runId, premises.EffectHashOf(e.CallId)) is not null)) return Written.LikeIsOpen;
        Append(runId, events);
        return Written.Committed;
    }

    /// <summary>Written past the console, as somebody with the database in hand would.</summary>
    public void Append(string runId, IEnumerable<RunEvent> events)
    {
        if (!_streams.TryGetValue(runId, out var stream)) _streams[runId] = stream = [];
        foreach (var e in events)
        {
            stream.Add(JsonSerializer.Serialize(e));
            _folds[runId] = RunEvolution.Evolve(Read(runId), Remembered(stream[^1]));
        }
    }

    /// <summary>A write of another run that is the same deed and out, or of unknown outcome.</summary>
    public string? LikeOf(string runId, string? effectHash) => effectHash is null ? null : _folds.Values.Where(r => r.Id != runId).SelectMany(r => r.Calls.Values)
        .Where(c => c is { IsWrite: true, Status: CallStatus.Out or CallStatus.Unknown } && c.Terms!.EffectHash == effectHash).Select(c => c.Id).Order(StringComparer.Ordinal).FirstOrDefault();

    private static RunEvent Remembered(string text) => JsonSerializer.Deserialize<RunEvent>(text)!;
}

/// <summary>What a turn rested on besides its run.</summary>
/// <param name="EffectHashOf">Of a call that it sends; null for a read.</param>
internal sealed record Premises(string? Root, int SaidOutsideOfRuns, int SaidInTree, Func<string, string?> EffectHashOf);

internal enum Written
{
    Committed,

    /// <summary>Somebody wrote first.</summary>
    Overtaken,

    /// <summary>An equal call of another run is open.</summary>
    LikeIsOpen,
}
