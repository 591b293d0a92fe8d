using System.Xml;

namespace ApprovalConsole.Domain.Checks;

/// <summary>ISO 8601 durations of days and less, with a sign: <c>-P30D</c>, <c>PT12H</c>. Months and years have no length, so they are refused.</summary>
public static class Duration
{
    /// <param name="text">Null stands for no bound.</param>
    public static bool TryRead(string? text, out TimeSpan? duration)
    {
        duration = null;
        if (text is null) return true;
        var days = text.Split('T')[0];
        if (days.Contains('Y', StringComparison.Ordinal) || days.Contains('M', StringComparison.Ordinal)) return false;
        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return duration.Value.Duration() <= TimeSpan.FromDays(36_500);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }
}
