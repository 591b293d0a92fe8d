using System.Globalization;

namespace ApprovalConsole.Web.Shared.Text;

/// <summary>Spans of time in few characters: <c>0:41</c>, <c>2 h 5 min</c>, <c>6 d 3 h</c>. The browser's times.js ticks on in the same form.</summary>
public static class Spans
{
    public static string Short(TimeSpan span)
    {
        var time = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return time switch
        {
            { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}"),
            { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours} h {time.Minutes} min"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{time.Days} d {time.Hours} h"),
        };
    }

    public static string Until(TimeSpan left) => left <= TimeSpan.Zero ? "expired" : $"expires {Short(left)}";
}
