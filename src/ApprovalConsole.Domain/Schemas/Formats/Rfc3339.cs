using System.Globalization;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Domain.Schemas.Formats;

/// <summary>Dates and times as RFC 3339 writes them.</summary>
internal static partial class Rfc3339
{
    internal static bool IsDate(string text) => DateForm().IsMatch(text) && IsDay(text);

    internal static bool IsDateTime(string text)
    {
        var form = DateTimeForm().Match(text);
        if (!form.Success || !IsDay(form.Groups["day"].Value))
            return false;
        int Part(string name) => form.Groups[name].Success ? int.Parse(form.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var (hour, minute, second) = (Part("hour"), Part("minute"), Part("second"));
        var (offsetHour, offsetMinute) = (Part("offsetHour"), Part("offsetMinute"));
        return hour <= 23 && minute <= 59 && offsetHour <= 23 && offsetMinute <= 59
            && (second <= 59 || (second == 60 && IsLastMinuteOfDay(hour, minute, form.Groups["sign"].Value, offsetHour, offsetMinute)));
    }

    // A leap second is the last of a UTC day.
    private static bool IsLastMinuteOfDay(int hour, int minute, string sign, int offsetHour, int offsetMinute)
    {
        const int minutesOfDay = 24 * 60;
        var offset = offsetHour * 60 + offsetMinute;
        var utc = hour * 60 + minute - (sign == "-" ? -offset : offset);
        return (utc + minutesOfDay) % minutesOfDay == minutesOfDay - 1;
    }

    // RFC 3339 has a year 0000 and DateOnly has none; no order was placed then.
    private static bool IsDay(string day) => DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex DateForm();

    [GeneratedRegex(@"\A(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(?:\.[0-9]+)?(?:[Zz]|(?<sign>[+-])(?<offsetHour>[0-9]{2}):(?<offsetMinute>[0-9]{2}))\z")]
    private static partial Regex DateTimeForm();
}
