using ApprovalConsole.Domain.Budgets;

namespace ApprovalConsole.Domain.Tests.Budgets;

/// <summary>A forecast is the pace of the last seven days drawn on, and none where that would be a guess.</summary>
public sealed class BudgetForecastTests
{
    private static readonly BudgetScope Month = new(null, true);
    private static readonly DateTimeOffset Noon = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_one_day_there_is_none() => Assert.Null(BudgetForecast.Of(Month, 100, 50, [(Day(10), 50)], Noon));

    [Fact]
    public void Days_on_which_nothing_was_spent_are_none_either() => Assert.Null(BudgetForecast.Of(Month, 100, 50, [(Day(9), 0), (Day(10), 50)], Noon));

    [Fact]
    public void What_lies_further_back_than_a_week_does_not_count() => Assert.Null(BudgetForecast.Of(Month, 100, 50, [(Day(3), 30), (Day(10), 20)], Noon));

    [Fact]
    public void It_says_the_day_on_which_nothing_is_left() => // 30 in two and a half days are 12 a day: 60 more last five days
        Assert.Equal(new BudgetForecast(12, new DateOnly(2026, 11, 15), 40 + 12 * 20.5m), BudgetForecast.Of(Month, 100, 40, [(Day(8), 20), (Day(10), 10), (Day(1), 10)], Noon));

    [Fact]
    public void Not_where_the_month_ends_first() => Assert.Null(BudgetForecast.Of(Month, 1000, 40, [(Day(8), 20), (Day(10), 10)], Noon)!.ExhaustedOn);

    [Fact]
    public void A_total_has_no_end_of_month() => Assert.Equal(new BudgetForecast(12, new DateOnly(2027, 1, 29), null), BudgetForecast.Of(new(null, false), 1000, 40, [(Day(8), 20), (Day(10), 10)], Noon));

    [Fact]
    public void What_is_used_up_is_gone_today() => Assert.Equal(new DateOnly(2026, 11, 10), BudgetForecast.Of(Month, 10, 40, [(Day(8), 20), (Day(10), 10)], Noon)!.ExhaustedOn);

    private static DateOnly Day(int day) => new(2026, 11, day);
}
