namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>A seed in which something did not hold.</summary>
/// <param name="Length">Of its history, in lines.</param>
internal sealed record Failure(int Seed, string Invariant, string Message, int Length);

/// <summary>What a seed did, for people to read.</summary>
internal static class Replay
{
    private const string Broken = "Exception";

    /// <returns>Null where all holds.</returns>
    public static Failure? FailureOf(FaultyWorld world, int seed)
    {
        try
        {
            world.Live();
            return null;
        }
        catch (BrokenInvariant e)
        {
            return new(seed, e.Name, e.Message, world.Chronicle.Length);
        }
        catch (Exception e) // a rule that throws where it should refuse
        {
            return new(seed, Broken, e.ToString(), world.Chronicle.Length);
        }
    }

    /// <summary>The failure once more, with as few kinds of faults as it needs.</summary>
    public static string Shortest(Failure failure, Rules? rules)
    {
        var without = new HashSet<Fault>();
        foreach (var fault in Enum.GetValues<Fault>())
        {
            without.Add(fault);
            if (FailureOf(new(failure.Seed, rules, without), failure.Seed) is { } still && still.Invariant == failure.Invariant && still.Length <= failure.Length) failure = still;
            else without.Remove(fault);
        }

        var (lines, message) = Of(failure.Seed, rules, without);
        return $"{message}{Environment.NewLine}Not needed for it: {string.Join(", ", without)}.{Environment.NewLine}{string.Join(Environment.NewLine, lines)}";
    }

    public static (IReadOnlyList<string> Lines, string? Message) Of(int seed, Rules? rules, IReadOnlySet<Fault> without)
    {
        var world = new FaultyWorld(seed, rules, without, isTold: true);
        var failure = FailureOf(world, seed);
        return (world.Chronicle.Lines, failure?.Message);
    }
}
