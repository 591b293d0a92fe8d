using System.Collections.Immutable;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Many proposals of one agent for one tool: whoever is asked so much at once stops reading.</summary>
public sealed record Crowd(string Agent, string Tool, int Count)
{
    /// <summary>From so many on they are one.</summary>
    public const int Least = 5;

    /// <summary>The largest first. Of what is listed or waits to be let in, and still pending.</summary>
    public static ImmutableArray<Crowd> In(InboxView view) =>
    [
        .. view.Rows.Concat(view.Arrived).Where(row => row.IsPending).GroupBy(row => row.Kind).Where(g => g.Count() >= Least)
            .Select(g => new Crowd(g.Key.Agent, g.Key.Tool, g.Count())).OrderByDescending(c => c.Count).ThenBy(c => c.Tool, StringComparer.Ordinal),
    ];
}
