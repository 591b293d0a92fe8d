using ApprovalConsole.Domain.Checks;

namespace ApprovalConsole.Domain.Runs;

/// <summary>A call whose outcome is unknown and is asked after.</summary>
/// <param name="Since">When the outcome became unknown.</param>
/// <param name="NextAt">Before this it is not asked again.</param>
public sealed record Probing(DateTimeOffset Since, DateTimeOffset NextAt)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestAfterADay = TimeSpan.FromHours(1);

    /// <summary>Times that it was asked and not settled.</summary>
    public int Asked { get; init; }

    /// <summary>What came of it last; null while it was never asked.</summary>
    public ProbeFinding? Last { get; init; }

    /// <summary>Why nothing could be said last; empty where something could.</summary>
    public string Why { get; init; } = "";

    public DateTimeOffset? LastAt { get; init; }

    /// <summary>When to ask next: after as long as has passed already, from a second to five minutes, and to an hour after a day; and at the moment from which on "not found" counts.</summary>
    /// <param name="finalAfter">Null: "not found" never counts.</param>
    public static DateTimeOffset Next(DateTimeOffset since, TimeSpan? finalAfter, DateTimeOffset now)
    {
        var passed = now - since;
        var longest = passed < TimeSpan.FromDays(1) ? Longest : LongestAfterADay;
        var next = now + (passed < Shortest ? Shortest : passed > longest ? longest : passed);
        return since + finalAfter is { } final && final > now && final < next ? final : next;
    }
}
