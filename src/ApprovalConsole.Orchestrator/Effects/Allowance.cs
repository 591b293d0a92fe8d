using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>The time at work that a run has left.</summary>
internal static class Allowance
{
    // A timer takes no more than some weeks; nothing here should take a day.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static TimeSpan LeftOf(Run run)
    {
        var left = run.Limits.WallClock - run.Active;
        return left > Longest ? Longest : left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }
}
