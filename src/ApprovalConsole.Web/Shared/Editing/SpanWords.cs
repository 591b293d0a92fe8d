using System.Globalization;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>Spans of time to the last digit, in words that can be typed: <c>1 d 12 h</c>, <c>15 min</c>, <c>-30 d</c>.</summary>
public static partial class SpanWords
{
    private static readonly (string Unit, long Ticks)[] Units =
        [("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("min", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond), ("ms", TimeSpan.TicksPerMillisecond)];

    public static string Of(TimeSpan span)
    {
        if (span.Ticks % TimeSpan.TicksPerMillisecond != 0 || span == TimeSpan.MinValue) return span.ToString("c", CultureInfo.InvariantCulture);
        if (span == TimeSpan.Zero) return "0 s";
        var (left, words) = (Math.Abs(span.Ticks), new List<string>());
        foreach (var (unit, length) in Units)
        {
            if (left >= length) words.Add(string.Create(CultureInfo.InvariantCulture, $"{left / length} {unit}"));
            left %= length;
        }

        return (span < TimeSpan.Zero ? "-" : "") + string.Join(' ', words);
    }

    /// <returns>Null where the words are no span of at most a hundred years.</returns>
    public static TimeSpan? Read(string text)
    {
        if (Words().Match(text) is not { Success: true } match)
            return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var plain) ? plain : null;
        var ticks = 0m;
        for (var i = 0; i < match.Groups[2].Captures.Count; i++)
        {
            if (!decimal.TryParse(match.Groups[2].Captures[i].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > int.MaxValue) return null;
            ticks += number * Units.First(u => u.Unit == match.Groups[3].Captures[i].Value).Ticks;
        }

        return ticks > TimeSpan.TicksPerDay * 36_500m ? null : TimeSpan.FromTicks((long)ticks) * (match.Groups[1].Length > 0 ? -1 : 1);
    }

    [GeneratedRegex(@"^\s*([-−])?(?:\s*([0-9]{1,12})\s*(d|h|min|s|ms)\b)+\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
