using System.Collections.Immutable;
using System.Security.Claims;
using ApprovalConsole.Web.Shared;

namespace ApprovalConsole.Web.Features.Start;

/// <summary>One thing to do on a first visit.</summary>
public sealed record TourStep(string Path, string Link, string Words)
{
    private const int Most = 3;

    /// <param name="isDemo">There are sample runs to start.</param>
    public static ImmutableArray<TourStep> For(ClaimsPrincipal user, bool isDemo) => [.. All(user, isDemo).Take(Most)];

    private static IEnumerable<TourStep> All(ClaimsPrincipal user, bool isDemo)
    {
        if (May.Any(user, May.StartRuns)) yield return isDemo ? new("/runs/new?sample=1", "Start a sample run", "and watch it work") : new("/runs/new", "Start a run", "and watch it work");
        if (May.Any(user, May.Configure)) yield return new("/tools", "Tools", "say what agents may do unasked, and see first what that would have changed");
        if (May.Any(user, May.Decide)) yield return new("/inbox", "Inbox", "read it and where its values come from, then press a, e or x (? lists all keys)");
        yield return new("/runs", "Runs", "each step and call, as it happens");
        if (May.Any(user, May.ReadAudit)) yield return new("/audit", "Audit", "who saw and decided what");
        if (May.Any(user, May.SeeInsights)) yield return new("/insights", "Insights", "what the gate let go and caught");
    }
}
