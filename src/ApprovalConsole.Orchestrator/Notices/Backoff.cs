namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>When what could not be delivered is tried again: after 2 s, four times as long each time, at most 6 hours, and not all at the same moment.</summary>
internal static class Backoff
{
    private const double First = 2;
    private const double Factor = 4;
    private const double Jitter = 0.25;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <param name="attempts">That failed, this one included.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan After(int attempts, double chance)
    {
        var plain = Math.Min(First * Math.Pow(Factor, attempts - 1), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(plain * (1 - Jitter + 2 * Jitter * chance));
    }
}
