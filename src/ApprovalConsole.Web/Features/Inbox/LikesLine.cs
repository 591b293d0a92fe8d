using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What was done, denied or is pending elsewhere for the same target or user, in one line.</summary>
/// <param name="IsWarning">The same deed was done, is under way or waits elsewhere: this may be its double.</param>
public sealed record LikesLine(string Text, bool IsWarning, string? Href)
{
    private static readonly string[] UnderWay = ["Succeeded", "Out", "Waiting", "Approved", "Unknown"];

    public static LikesLine Of(ProposalView proposal)
    {
        var likes = proposal.Likes ?? [];
        if (likes.FirstOrDefault(l => l.IsSameDeed && UnderWay.Contains(l.Status)) is { } same) return new($"The same action {InWords(same.Status)} in another run", true, $"/runs/{same.RunId}#{same.CallId}");
        if (likes.FirstOrDefault(l => l.IsSameDeed) is { } tried) return new($"The same action {InWords(tried.Status)} in another run", false, $"/runs/{tried.RunId}#{tried.CallId}");
        var done = likes.Count(l => l.Status == "Succeeded");
        return done == 0 ? new("nothing like it in the last 90 days", false, null) : new($"{done} like it for this user in the last 90 days", false, null);
    }

    private static string InWords(string status) => status switch
    {
        "Succeeded" => "was done",
        "Out" or "Approved" => "is under way",
        "Waiting" => "waits for a person",
        "Unknown" => "has an unknown outcome",
        "Rejected" => "was rejected",
        _ => $"was asked for ({status.ToLowerInvariant()})",
    };
}
