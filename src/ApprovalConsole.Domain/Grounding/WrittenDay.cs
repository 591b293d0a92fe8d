using System.Globalization;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>A day as people and programs write it: 2024-05-03, 2024/05/03, May 3, 2024, 3rd May 2024, Sept. 3 2024.</summary>
/// <remarks>03/05/2024 is no clear day: it is understood in what the run said, and grounds nothing.</remarks>
internal static partial class WrittenDay
{
    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>The day that a whole normal text names.</summary>
    internal static DateOnly? Of(string normal)
    {
        if (DateOnly.TryParseExact(normal, ["yyyy-MM-dd", "yyyy/MM/dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        return Worded().Match(normal) is { Success: true } worded && worded.Length == normal.Length ? DayOf(worded) : null;
    }

    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Every clear spelling.</summary>
    internal static IEnumerable<string> Spellings(DateOnly day)
    {
        yield return Iso(day);
        yield return day.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);
        var year = day.Year.ToString("0000", CultureInfo.InvariantCulture);
        string[] days = [$"{day.Day}", $"{day.Day:00}", $"{day.Day}{Ordinal(day.Day)}"];
        foreach (var month in Names(Months[day.Month - 1]))
        {
            foreach (var number in days.Distinct())
            {
                yield return $"{month} {number}, {year}";
                yield return $"{month} {number} {year}";
                yield return $"{number} {month} {year}";
                yield return $"{number} {month}, {year}";
            }
        }
    }

    /// <summary>Every day that somebody could read out of a normal text.</summary>
    internal static IEnumerable<DateOnly> Possible(string normal)
    {
        foreach (Match worded in Worded().Matches(normal))
        {
            if (DayOf(worded) is { } day)
                yield return day;
        }
        foreach (Match digits in Digits().Matches(normal))
        {
            foreach (var day in Readings(Number(digits, "a"), Number(digits, "b"), Number(digits, "c")))
                yield return day;
        }
    }

    private static IEnumerable<DateOnly> Readings(int first, int second, int third)
    {
        (int Year, int Month, int Day)[] readings = [(first, second, third), (third, second, first), (third, first, second)];
        foreach (var (written, month, day) in readings)
        {
            var year = written < 100 ? 2000 + written : written;
            if (year is >= 1000 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month))
                yield return new(year, month, day);
        }
    }

    private static DateOnly? DayOf(Match worded)
    {
        var month = Array.FindIndex(Months, name => name.StartsWith(worded.Groups["month"].Value[..3], StringComparison.Ordinal)) + 1;
        var (year, day) = (Number(worded, "year"), Number(worded, "day"));
        return year >= 1000 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Names(string month)
    {
        yield return month;
        if (month.Length > 3)
        {
            yield return month[..3];
            yield return month[..3] + ".";
        }
        if (month == "september")
        {
            yield return "sept";
            yield return "sept.";
        }
    }

    private static string Ordinal(int day) => day switch { 1 or 21 or 31 => "st", 2 or 22 => "nd", 3 or 23 => "rd", _ => "th" };

    private const string Month = "(?<month>january|february|march|april|may|june|july|august|september|october|november|december|sept|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)";

    [GeneratedRegex($@"\b{Month}\.? (?<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?<year>[0-9]{{4}})\b|\b(?<day>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?{Month}\.?,? (?<year>[0-9]{{4}})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Worded();

    [GeneratedRegex(@"(?<![0-9])(?:(?<a>[0-9]{1,4})[-/. ](?<b>[0-9]{1,2})[-/. ](?<c>[0-9]{1,4})|(?<a>[0-9]{4})(?<b>[0-9]{2})(?<c>[0-9]{2}))(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
