using System.Collections.Immutable;

namespace ApprovalConsole.Orchestrator.Insights;

/// <summary>How long proposals waited for their first answer.</summary>
/// <param name="Median">Null where nothing was decided.</param>
/// <param name="Slow">One in ten waited longer.</param>
/// <param name="Counts">For each of <see cref="UpTo"/> those that took less, and last those that took longer.</param>
public sealed record DecisionTimes(TimeSpan? Median, TimeSpan? Slow, ImmutableArray<int> Counts)
{
    /// <summary>Ends of the classes that times are counted in.</summary>
    public static readonly ImmutableArray<TimeSpan> UpTo =
        [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromDays(1)];

    public int Decided => Counts.Sum();

    internal static DecisionTimes Of(IReadOnlyList<TimeSpan> waits)
    {
        var ordered = waits.Order().ToList();
        return new(At(0.5), At(0.9), [.. Enumerable.Range(0, UpTo.Length + 1).Select(n => waits.Count(wait => ClassOf(wait) == n))]);

        TimeSpan? At(double share) => ordered.Count == 0 ? null : ordered[(int)Math.Ceiling(share * ordered.Count) - 1];
    }

    private static int ClassOf(TimeSpan wait) => UpTo.TakeWhile(end => wait >= end).Count();
}
