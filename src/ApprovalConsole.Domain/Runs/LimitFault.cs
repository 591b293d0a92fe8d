namespace ApprovalConsole.Domain.Runs;

/// <summary>A limit that no run can be held to.</summary>
public static class LimitFault
{
    private const int LongestSeconds = 86_400;

    private static readonly string Counted = $"must be from 1 to {RunLimits.MostOfAKind}";

    /// <returns>The name of the first that is wrong, and why; null where all can be kept.</returns>
    public static (string Limit, string Fault)? Of(RunLimits limits) => limits switch
    {
        { Tokens: < 1 or > RunLimits.MostTokens } => (nameof(limits.Tokens), $"must be from 1 to {RunLimits.MostTokens}"),
        { CostUsd: < 0 or > RunLimits.MostCostUsd } => (nameof(limits.CostUsd), $"must be from 0, which only models without a price fit into, to {RunLimits.MostCostUsd}"),
        { WallClockSeconds: not (> 0 and <= LongestSeconds) } => (nameof(limits.WallClockSeconds), $"must be above 0 and at most {LongestSeconds}"),
        { Iterations: < 1 } => (nameof(limits.Iterations), "must be positive"),
        { NoProgressSteps: < 1 or > RunLimits.MostOfAKind } => (nameof(limits.NoProgressSteps), Counted),
        { CallsPerStep: < 1 or > RunLimits.MostOfAKind } => (nameof(limits.CallsPerStep), Counted),
        { Calls: < 1 or > RunLimits.MostOfAKind } => (nameof(limits.Calls), Counted),
        { Writes: < 0 or > RunLimits.MostOfAKind } => (nameof(limits.Writes), $"must be from 0 to {RunLimits.MostOfAKind}"),
        { OpenProposals: < 1 or > RunLimits.MostOfAKind } => (nameof(limits.OpenProposals), Counted),
        _ => null,
    };
}
