using System.Globalization;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>Two sets of limits.</summary>
internal static class LimitBounds
{
    private static readonly (string Name, Func<RunLimits, decimal> Of)[] Each =
    [
        ("Iterations", l => l.Iterations), ("Tokens", l => l.Tokens), ("CostUsd", l => l.CostUsd), ("WallClockSeconds", l => (decimal)Math.Clamp(l.WallClockSeconds, 0, RunLimits.MostOfAKind)), ("NoProgressSteps", l => l.NoProgressSteps),
        ("CallsPerStep", l => l.CallsPerStep), ("Calls", l => l.Calls), ("Writes", l => l.Writes), ("OpenProposals", l => l.OpenProposals),
    ];

    public static IEnumerable<string> Higher(RunLimits now, RunLimits was) =>
        Each.Where(l => l.Of(now) > l.Of(was)).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Name} is {l.Of(now):0.############} instead of {l.Of(was):0.############}"));

    public static RunLimits Least(RunLimits one, RunLimits other) => new()
    {
        Iterations = Math.Min(one.Iterations, other.Iterations), Tokens = Math.Min(one.Tokens, other.Tokens), CostUsd = Math.Min(one.CostUsd, other.CostUsd),
        WallClockSeconds = Math.Min(one.WallClockSeconds, other.WallClockSeconds), NoProgressSteps = Math.Min(one.NoProgressSteps, other.NoProgressSteps),
        CallsPerStep = Math.Min(one.CallsPerStep, other.CallsPerStep), Calls = Math.Min(one.Calls, other.Calls), Writes = Math.Min(one.Writes, other.Writes), OpenProposals = Math.Min(one.OpenProposals, other.OpenProposals),
    };
}
