using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Budgets;
using Bunit;

namespace ApprovalConsole.Tests.Pages;

/// <summary>The chart of what was spent against the limit: nothing at the bottom, a month wide, with room above the highest line.</summary>
public sealed class SpendPlotTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_line_rises_with_what_was_spent_and_the_forecast_goes_on_to_the_months_end()
    {
        var view = SpendPlotView.Of(Budget(100, 50, new(20, new(2026, 11, 6), 600), (1, 25), (3, 25)), Now)!; // 690 high
        Assert.Equal("0,120 20,115.7 40,115.7 50,111.3", view.Spent);
        Assert.Equal("50,111.3 600,15.7", view.Ahead);
        Assert.Equal(("102.6", "85.5"), (view.Limit, view.LimitShare));
        Assert.Equal(("1 Nov", "30 Nov", "$600.00"), (view.From, view.To, view.EndUsd));
    }

    [Fact]
    public void The_words_say_when_the_limit_is_reached() => Assert.Equal(
        "$50.00 of $100.00 spent on day 3 of 30. The pace of the last seven days leads to $600.00 by the month’s end, were there no limit; it is reached on 6 Nov.",
        SpendPlotView.Of(Budget(100, 50, new(20, new(2026, 11, 6), 600)), Now)!.Words);

    [Fact]
    public void The_words_say_how_far_under_the_limit_it_ends() => Assert.EndsWith(
        "leads to $80.00 by the month’s end, $20.00 under the limit.", SpendPlotView.Of(Budget(100, 50, new(1, null, 80)), Now)!.Words, StringComparison.Ordinal);

    [Fact]
    public void Without_a_forecast_or_a_month_there_is_none()
    {
        Assert.Null(SpendPlotView.Of(Budget(100, 50, null), Now));
        Assert.Null(SpendPlotView.Of(Budget(100, 50, new(20, null, null)) with { RenewsAt = null }, Now));
    }

    [Fact]
    public void Nothing_spent_of_no_money_lies_at_the_bottom() => Assert.Equal("50,120 600,120", SpendPlotView.Of(Budget(0, 0, new(0, null, 0)), Now)!.Ahead);

    [Fact]
    public void Who_does_not_see_it_hears_all_of_it()
    {
        using var page = new BunitContext();
        var view = SpendPlotView.Of(Budget(100, 50, new(1, null, 80)), Now)!;
        Assert.Equal(("img", view.Words), page.Render<SpendPlot>(p => p.Add(x => x.View, view)).Find("svg") is var svg ? (svg.GetAttribute("role"), svg.GetAttribute("aria-label")) : default);
    }

    private static BudgetView Budget(decimal limit, decimal spent, BudgetForecast? forecast, params (int Day, decimal Usd)[] days) => new(
        "month", null, "2026-11", limit, spent, 0, 0, new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), forecast, [0.5m, 0.8m], [], [.. days.Select(d => new DaySpend(new(2026, 11, d.Day), d.Usd))], null);
}
