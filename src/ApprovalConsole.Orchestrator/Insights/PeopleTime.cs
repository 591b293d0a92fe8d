using System.Globalization;
using System.Text.Json;

namespace ApprovalConsole.Orchestrator.Insights;

/// <summary>What answering took of people's time, as far as it is known: how long a page had a proposal painted before it was answered.</summary>
/// <param name="Answers">All that were given.</param>
/// <param name="Known">Those of which it is known; answers of programs, and older ones, are not among them.</param>
/// <param name="Looked">The time of these together, each counted up to <see cref="MostOfOne"/>.</param>
public sealed record PeopleTime(int Answers, int Known, TimeSpan Looked)
{
    /// <summary>Whoever has a card before them for longer is doing something else.</summary>
    public static readonly TimeSpan MostOfOne = TimeSpan.FromMinutes(10);

    /// <param name="seen">Of the answers that were read, how long each was looked at; null where nobody knows.</param>
    internal static PeopleTime Of(int answers, IEnumerable<TimeSpan?> seen)
    {
        var known = seen.OfType<TimeSpan>().Select(time => time < MostOfOne ? time : MostOfOne).ToList();
        return new(answers, known.Count, new(known.Sum(time => time.Ticks)));
    }

    /// <summary>How long the proposal was painted, as the event of an answer says.</summary>
    internal static TimeSpan? SeenIn(JsonElement answered) =>
        answered.TryGetProperty("seenFor", out var seen) && TimeSpan.TryParse(seen.GetString(), CultureInfo.InvariantCulture, out var time) ? time : null;
}
