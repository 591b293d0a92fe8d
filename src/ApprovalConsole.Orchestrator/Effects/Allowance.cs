using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>The time at work that a run has left.</summary>
internal static class Allowance
{
    // A timer takes no more than some weeks; nothing here should take a day.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <remarks>Rounded up: timers drop fractions of a millisecond, and a call cut that much too early would not have used up the run's time.</remarks>
    public static TimeSpan LeftOf(Run run)
    {
        var left = TimeSpan.FromMilliseconds(Math.Ceiling(run.TimeLeft.TotalMilliseconds));
        return left > Longest ? Longest : left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }
}
