namespace ApprovalConsole.Domain.Runs;

/// <summary>More of what a halted run ran out of.</summary>
public sealed record Grant(int Iterations = 0, long Tokens = 0, decimal CostUsd = 0, double WallClockSeconds = 0)
{
    public static Grant operator +(Grant a, Grant b) => new(
        a.Iterations + b.Iterations, a.Tokens + b.Tokens, a.CostUsd + b.CostUsd, a.WallClockSeconds + b.WallClockSeconds);

    public static Grant operator -(Grant a, Grant b) => new(
        a.Iterations - b.Iterations, a.Tokens - b.Tokens, a.CostUsd - b.CostUsd, a.WallClockSeconds - b.WallClockSeconds);

    /// <summary>Each step brings the calls that a reply may hold; nothing brings more writes.</summary>
    public RunLimits AddTo(RunLimits limits) => limits with
    {
        Calls = (int)Math.Min(int.MaxValue, limits.Calls + (long)Iterations * limits.CallsPerStep),
        Iterations = limits.Iterations + Iterations,
        Tokens = Tokens > long.MaxValue - limits.Tokens ? long.MaxValue : limits.Tokens + Tokens,
        CostUsd = limits.CostUsd + CostUsd,
        WallClockSeconds = limits.WallClockSeconds + WallClockSeconds,
    };

    /// <summary>True while no part is more than the run had to begin with.</summary>
    public bool IsWithin(RunLimits original) =>
        Iterations <= original.Iterations && Tokens <= original.Tokens && CostUsd <= original.CostUsd
        && WallClockSeconds <= original.WallClockSeconds;

    /// <summary>More than any run could use; so much that limits could no longer be reckoned with.</summary>
    public bool IsBeyondReason => Iterations > 100_000 || Tokens > RunLimits.MostTokens || CostUsd > RunLimits.MostCostUsd || !(WallClockSeconds <= 10_000_000);

    public bool IsNegative => Iterations < 0 || Tokens < 0 || CostUsd < 0 || WallClockSeconds < 0;
}
