using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Budgets;

namespace ApprovalConsole.Tests.Pages;

/// <summary>The chart of what is left: full at the top, empty at the bottom, a month wide.</summary>
public sealed class BurnDownTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_line_falls_with_what_was_spent_on_each_day()
    {
        var view = BurnDownView.Of(Budget(100, 50, (1, 25), (3, 25)), Now);
        Assert.Equal("0,0 20,30 40,30 50,60", view.Left);
        Assert.Equal([("1 Nov", "$25.00", "$75.00"), ("3 Nov", "$25.00", "$50.00")], view.Days.Select(d => (d.Day, d.Spent, d.Left)));
        Assert.Equal(("1 Nov", "30 Nov", "$50.00 left of $100.00 on day 3 of 30."), (view.From, view.To, view.Words));
        Assert.Equal(["60", "96"], view.Alerts);
    }

    [Fact]
    public void The_forecast_goes_on_from_there_to_the_bottom() =>
        Assert.Equal("50,60 100,120", BurnDownView.Of(Budget(100, 50, (1, 25), (3, 25)) with { Forecast = new(20, new(2026, 11, 6), 600) }, Now).Ahead);

    [Fact]
    public void What_was_overspent_lies_at_the_bottom() => Assert.EndsWith("50,120", BurnDownView.Of(Budget(10, 50, (3, 50)), Now).Left, StringComparison.Ordinal);

    [Fact]
    public void A_limit_of_nothing_is_empty_from_the_start() => Assert.StartsWith("0,120 ", BurnDownView.Of(Budget(0, 0), Now).Left, StringComparison.Ordinal);

    [Theory]
    [InlineData("12.50", "50, 80%", true)]
    [InlineData("12,50", "50", false)]
    [InlineData("-1", "50", true)]
    [InlineData("1", "half", false)]
    [InlineData("", "", false)]
    public void What_is_typed_is_read_or_said_to_be_no_number(string limit, string alerts, bool isRead)
    {
        Assert.Equal(isRead, BudgetDraft.Read(limit, alerts, out var fault) is not null);
        Assert.Equal(isRead, fault.Length == 0);
    }

    private static BudgetView Budget(decimal limit, decimal spent, params (int Day, decimal Usd)[] days) => new(
        "month", null, "2026-11", limit, spent, 0, 0, new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), null, [0.5m, 0.8m], [], [.. days.Select(d => new DaySpend(new(2026, 11, d.Day), d.Usd))], null);
}
