using System.Collections.Concurrent;
using System.Globalization;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>Many seeds lived through, on all cores: <c>SIMULATION_SEEDS=100000</c> takes more of them than the thousand, <c>SIMULATION_SEED=n</c> that one alone.</summary>
public sealed class Sweep
{
    private const int Seeds = 1_000;

    private readonly ConcurrentBag<Failure> _failures = [];

    public Sweep()
    {
        var (one, many) = (Environment.GetEnvironmentVariable("SIMULATION_SEED"), Environment.GetEnvironmentVariable("SIMULATION_SEEDS"));
        IsOfOneSeed = one is not null;
        var (first, count) = one is null ? (0, many is null ? Seeds : int.Parse(many, CultureInfo.InvariantCulture)) : (int.Parse(one, CultureInfo.InvariantCulture), 1);
        Parallel.For(first, first + count, Live);
        if (one is not null) OfOneSeed = Replay.Of(first, null, new HashSet<Fault>()).Lines;
    }

    public bool IsOfOneSeed { get; }

    /// <summary>What happened, where one seed was asked for.</summary>
    public IReadOnlyList<string> OfOneSeed { get; } = [];

    /// <summary>Seeds in which it happened, by the name of the fault or event.</summary>
    public ConcurrentDictionary<string, int> Reached { get; } = [];

    /// <summary>Why an invariant does not hold: how often, the seed, and the shortest story of it.</summary>
    /// <returns>Null where it holds.</returns>
    public string? WhyNot(params string[] invariants)
    {
        var failures = _failures.Where(f => invariants.Contains(f.Invariant)).OrderBy(f => f.Length).ThenBy(f => f.Seed).ToList();
        return failures.Count == 0 ? null : $"{failures.Count} seeds, among them {string.Join(", ", failures.Take(10).Select(f => f.Seed))}. Replay with SIMULATION_SEED={failures[0].Seed}.{Environment.NewLine}{Replay.Shortest(failures[0], null)}";
    }

    private void Live(int seed)
    {
        var world = new FaultyWorld(seed);
        if (Replay.FailureOf(world, seed) is { } failure) _failures.Add(failure);
        foreach (var name in world.Chance.Struck.Select(f => f.ToString()).Concat(world.Events.Select(e => e.Name))) Reached.AddOrUpdate(name, 1, (_, n) => n + 1);
    }
}
