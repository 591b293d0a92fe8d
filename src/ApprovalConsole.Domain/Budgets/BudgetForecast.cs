namespace ApprovalConsole.Domain.Budgets;

/// <summary>When a budget is gone if money goes on being spent as it was.</summary>
/// <param name="PaceUsd">A day: what was spent in the last seven days (UTC, today included), by the time since the first of them on which anything was.</param>
/// <param name="ExhaustedOn">The day on which nothing is left; null where that is not before the budget renews, nor within a year.</param>
/// <param name="MonthEndUsd">Spent by the end of the month at that pace, were there no limit; null where the budget is not of a month.</param>
public sealed record BudgetForecast(decimal PaceUsd, DateOnly? ExhaustedOn, decimal? MonthEndUsd)
{
    private const int Days = 7;
    private const int LongestAhead = 366;

    /// <param name="byDay">What was spent on each day, in any order.</param>
    /// <returns>Null where it would be a guess: before money was spent on two days.</returns>
    public static BudgetForecast? Of(BudgetScope scope, decimal limitUsd, decimal spentUsd, IEnumerable<(DateOnly Day, decimal Usd)> byDay, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var recent = byDay.Where(d => d.Usd > 0 && d.Day <= today && d.Day > today.AddDays(-Days)).ToList();
        if (recent.Count < 2) return null;
        var elapsed = (decimal)(now.UtcDateTime - recent.Min(d => d.Day).ToDateTime(TimeOnly.MinValue)).TotalDays;
        var pace = recent.Sum(d => d.Usd) / elapsed;
        var daysLeft = Math.Max(0, limitUsd - spentUsd) / pace;
        var end = scope.RenewsAfter(now);
        var isGone = daysLeft <= LongestAhead && now.AddDays((double)daysLeft) is var at && (end is null || at < end);
        return new(pace, isGone ? DateOnly.FromDateTime(now.AddDays((double)daysLeft).UtcDateTime) : null, end is { } renews ? spentUsd + pace * (decimal)(renews - now).TotalDays : null);
    }
}
