using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What was done, denied or waits elsewhere for the same target or principal, in one line.</summary>
/// <param name="IsWarning">The same deed was done, is under way or waits.</param>
/// <param name="RunId">The run to look at; null where there is none.</param>
public sealed record LikesView(string Text, bool IsWarning, string? RunId)
{
    /// <summary>More are not looked up.</summary>
    private const int Most = 20;

    /// <returns>Null where nobody looked.</returns>
    public static LikesView? Of(ProposalView proposal)
    {
        if (proposal.Likes is not { IsDefault: false } likes) return null;
        if (likes.IsEmpty) return new("nothing like it in 90 days", false, null);
        if (likes.FirstOrDefault(l => l.IsSameDeed && IsLive(l.Status)) is { } same) return new($"the same deed {Word(same.Status)}, {Ago(proposal.RequestedAt - same.At)}", true, same.RunId);
        var counts = likes.GroupBy(l => l.Status).Select(g => $"{g.Count()} {Word(g.Key, g.Count() == 1)}");
        return new($"{likes.Length}{(likes.Length < Most ? "" : " and more")} like it in 90 days: {string.Join(", ", counts)}", false, likes[0].RunId);
    }

    private static bool IsLive(string status) => status is "Succeeded" or "Out" or "Waiting" or "Unknown";

    private static string Word(string status, bool isOne = true) => status switch
    {
        "Succeeded" => $"{Was(isOne)} done",
        "Out" => $"{(isOne ? "is" : "are")} being done",
        "Waiting" => isOne ? "waits too" : "wait too",
        "Unknown" => "may have been done",
        "Failed" => "failed",
        _ => $"{Was(isOne)} {status.ToLowerInvariant()}",
    };

    private static string Was(bool isOne) => isOne ? "was" : "were";

    private static string Ago(TimeSpan span) => span <= TimeSpan.Zero ? "asked for later" : $"{Shared.Text.Spans.Short(span)} before";
}
