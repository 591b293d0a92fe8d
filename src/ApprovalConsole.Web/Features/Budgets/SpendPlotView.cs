using System.Globalization;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Budgets;

/// <summary>What was spent of a month's budget so far, and where the pace leads by its end, as lines in a box of <see cref="Width"/> by <see cref="Height"/>: nothing at the bottom.</summary>
/// <param name="Spent">Points of the line of what was spent, day by day.</param>
/// <param name="Ahead">Points of the forecast, from now to the month's end, were there no limit.</param>
/// <param name="Limit">Height of the limit.</param>
/// <param name="LimitShare">The same in percent from the top, for its label.</param>
/// <param name="Words">All of it, for whoever does not see it.</param>
public sealed record SpendPlotView(string Spent, string Ahead, string Limit, string LimitShare, string LimitUsd, string From, string To, string EndUsd, string Words)
{
    public const int Width = 600;
    public const int Height = 120;

    // Room above the highest line.
    private const decimal Headroom = 1.15m;

    /// <returns>Null where there is no forecast, or no month that ends.</returns>
    public static SpendPlotView? Of(BudgetView budget, DateTimeOffset now)
    {
        if (budget is not { RenewsAt: not null, Forecast: { MonthEndUsd: { } end } forecast }) return null;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var (first, length) = (new DateOnly(today.Year, today.Month, 1), DateTime.DaysInMonth(today.Year, today.Month));
        var top = Math.Max(budget.LimitUsd, Math.Max(end, budget.SpentUsd)) * Headroom;
        var elapsed = (now.UtcDateTime - first.ToDateTime(TimeOnly.MinValue)).TotalDays;
        var spent = budget.SpentUsd - budget.ByDay.Where(d => d.Day >= first).Sum(d => d.CostUsd); // of the month, but on no day: was counted anew since
        var line = new List<string> { Point(0, spent) };
        for (var day = first; day <= today; day = day.AddDays(1))
        {
            spent += budget.ByDay.Where(d => d.Day == day).Sum(d => d.CostUsd);
            line.Add(Point(Math.Min(day.DayNumber - first.DayNumber + 1, elapsed), spent));
        }

        return new(
            string.Join(' ', line), $"{Point(elapsed, budget.SpentUsd)} {Point(length, end)}", HeightOf(budget.LimitUsd), ShareOf(budget.LimitUsd), Amounts.Usd(budget.LimitUsd),
            BudgetWords.Day(first), BudgetWords.Day(first.AddDays(length - 1)), Amounts.Usd(end),
            $"{Amounts.Usd(budget.SpentUsd)} of {Amounts.Usd(budget.LimitUsd)} spent on day {today.DayNumber - first.DayNumber + 1} of {length}. {Lead(budget, end, forecast.ExhaustedOn)}");

        string Point(double day, decimal usd) => string.Create(CultureInfo.InvariantCulture, $"{day / length * Width:0.#},{HeightOf(usd)}");

        string HeightOf(decimal usd) => (Height * (1 - (top == 0 ? 0 : Math.Max(0, usd) / top))).ToString("0.#", CultureInfo.InvariantCulture);

        string ShareOf(decimal usd) => (100 * (1 - (top == 0 ? 0 : usd / top))).ToString("0.#", CultureInfo.InvariantCulture);
    }

    private static string Lead(BudgetView budget, decimal end, DateOnly? gone) => gone is { } day
        ? $"The pace of the last seven days leads to {Amounts.Usd(end)} by the month’s end, were there no limit; it is reached on {BudgetWords.Day(day)}."
        : $"The pace of the last seven days leads to {Amounts.Usd(end)} by the month’s end, {Amounts.Usd(Math.Max(0, budget.LimitUsd - end))} under the limit.";
}
