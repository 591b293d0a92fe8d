using System.Collections.Immutable;
using System.Globalization;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Budgets;

/// <summary>What is left of a budget day by day, as lines in a box of <see cref="Width"/> by <see cref="Height"/>: full at the top, empty at the bottom.</summary>
/// <param name="Left">Points of the line of what is left.</param>
/// <param name="Ahead">Points of the forecast; empty where there is none.</param>
/// <param name="Alerts">Heights of the alerts.</param>
/// <param name="Days">What was spent on each day, and left after it.</param>
public sealed record BurnDownView(string Left, string Ahead, ImmutableArray<string> Alerts, string From, string To, string Words, bool IsPaced, ImmutableArray<BurnDownDay> Days)
{
    public const int Width = 600;
    public const int Height = 120;

    private const int DaysOfATotal = 30;

    public static BurnDownView Of(BudgetView budget, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var isMonthly = budget.RenewsAt is not null;
        var first = isMonthly ? new DateOnly(today.Year, today.Month, 1) : today.AddDays(1 - DaysOfATotal);
        var length = isMonthly ? DateTime.DaysInMonth(today.Year, today.Month) : DaysOfATotal;
        var shown = budget.ByDay.Where(d => d.Day >= first).ToDictionary(d => d.Day, d => d.CostUsd);
        var left = budget.LimitUsd - budget.SpentUsd + shown.Values.Sum(); // what was spent before lies before the box
        var (line, days) = (new List<string> { Point(0, left, budget.LimitUsd) }, ImmutableArray.CreateBuilder<BurnDownDay>());
        for (var day = first; day <= today; day = day.AddDays(1))
        {
            var spent = shown.GetValueOrDefault(day);
            left -= spent;
            if (spent > 0) days.Add(new(BudgetWords.Day(day), Amounts.Usd(spent), Amounts.Usd(left)));
            var at = day == today ? (now.UtcDateTime - first.ToDateTime(TimeOnly.MinValue)).TotalDays : day.DayNumber - first.DayNumber + 1;
            line.Add(Point(at / length, left, budget.LimitUsd));
        }

        return new(
            string.Join(' ', line), AheadOf(budget, now, first, length), [.. budget.Alerts.Where(a => a < 1).Select(HeightOf)], BudgetWords.Day(first), BudgetWords.Day(first.AddDays(length - 1)),
            $"{BudgetWords.Left(budget)} of {Amounts.Usd(budget.LimitUsd)} on day {today.DayNumber - first.DayNumber + 1} of {length}.", isMonthly, days.ToImmutable());
    }

    private static string AheadOf(BudgetView budget, DateTimeOffset now, DateOnly first, int length)
    {
        if (budget is not { Forecast: { PaceUsd: > 0 } forecast } || budget.SpentUsd >= budget.LimitUsd) return "";
        var at = (now.UtcDateTime - first.ToDateTime(TimeOnly.MinValue)).TotalDays;
        var left = budget.LimitUsd - budget.SpentUsd;
        var until = Math.Min(length, at + (double)(left / forecast.PaceUsd));
        return until <= at ? "" : $"{Point(at / length, left, budget.LimitUsd)} {Point(until / length, left - forecast.PaceUsd * (decimal)(until - at), budget.LimitUsd)}";
    }

    private static string Point(double share, decimal left, decimal limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{share * Width:0.#},") + HeightOf(limit == 0 ? 1 : 1 - left / limit);

    private static string HeightOf(decimal spentShare) => (Math.Clamp(spentShare, 0, 1) * Height).ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>A day in the chart's table.</summary>
public sealed record BurnDownDay(string Day, string Spent, string Left);
