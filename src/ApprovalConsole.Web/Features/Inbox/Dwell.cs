using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The time a card must have been on the screen before it can be approved, or one of its answers chosen: a key that was meant for the last one lets nothing go on.</summary>
public static class Dwell
{
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LeastIfCritical = TimeSpan.FromSeconds(4);

    /// <param name="paintedFor">Since the browser acknowledged the paint; null where it has not.</param>
    /// <returns>Null where it was long enough; else what to tell the reviewer.</returns>
    public static string? WhyTooSoon(Reversibility reversibility, TimeSpan? paintedFor)
    {
        var least = reversibility is Reversibility.Critical ? LeastIfCritical : Least;
        return paintedFor >= least ? null : $"Nothing was sent: this has been here for less than {least.TotalSeconds:0} s. Look once more, then press again.";
    }
}
