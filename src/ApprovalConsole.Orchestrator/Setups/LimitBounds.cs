using System.Globalization;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>Two sets of limits, in the words of the form that they are laid down in.</summary>
internal static class LimitBounds
{
    private static readonly (string What, Func<RunLimits, decimal> Of)[] Each =
    [
        ("replies", l => l.Iterations), ("tokens in and out", l => l.Tokens), ("USD", l => l.CostUsd), ("seconds at work", l => (decimal)Math.Clamp(l.WallClockSeconds, 0, RunLimits.MostOfAKind)), ("steps in a row without progress", l => l.NoProgressSteps),
        ("calls in one reply", l => l.CallsPerStep), ("calls", l => l.Calls), ("calls that write", l => l.Writes), ("proposals that wait at a time", l => l.OpenProposals),
    ];

    public static IEnumerable<string> Higher(RunLimits now, RunLimits was) =>
        Each.Where(l => l.Of(now) > l.Of(was)).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Of(now):#,0.############} {l.What} instead of {l.Of(was):#,0.############}"));

    public static RunLimits Least(RunLimits one, RunLimits other) => new()
    {
        Iterations = Math.Min(one.Iterations, other.Iterations), Tokens = Math.Min(one.Tokens, other.Tokens), CostUsd = Math.Min(one.CostUsd, other.CostUsd),
        WallClockSeconds = Math.Min(one.WallClockSeconds, other.WallClockSeconds), NoProgressSteps = Math.Min(one.NoProgressSteps, other.NoProgressSteps),
        CallsPerStep = Math.Min(one.CallsPerStep, other.CallsPerStep), Calls = Math.Min(one.Calls, other.Calls), Writes = Math.Min(one.Writes, other.Writes), OpenProposals = Math.Min(one.OpenProposals, other.OpenProposals),
    };
}
