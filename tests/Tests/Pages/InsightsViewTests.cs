using ApprovalConsole.Orchestrator.Insights;
using ApprovalConsole.Web.Features.Insights;

namespace ApprovalConsole.Tests.Pages;

/// <summary>The plots of what happened: columns by day, bars by name, times in words.</summary>
public sealed class InsightsViewTests
{
    private static readonly DateOnly First = new(2026, 11, 1);

    [Fact]
    public void The_busiest_day_fills_the_box_and_the_others_stand_beside_it_in_proportion()
    {
        var view = EndsChartView.Of([new(First, 1, 0, 0, 1), new(First.AddDays(1), 3, 0, 1, 0), new(First.AddDays(2), 0, 0, 0, 0)]);
        Assert.Equal(
            [("completed", "105", "35"), ("halted", "70", "35"), ("completed", "35", "105"), ("failed", "0", "35")],
            view.Parts.Select(p => (p.Kind, p.Y, p.Height)));
        Assert.Equal(("1 Nov", "3 Nov", 4), (view.From, view.To, view.Most));
        Assert.Equal("4 runs completed, 0 were cancelled, 1 failed and 1 halted.", view.Words);
    }

    [Fact]
    public void Days_without_runs_have_no_columns() => Assert.Empty(EndsChartView.Of([new(First, 0, 0, 0, 0)]).Parts);

    [Fact]
    public void The_longest_bar_is_as_wide_as_its_place_and_lines_of_nothing_are_left_out_unless_there_is_a_scale()
    {
        Assert.Equal([("a", "4", "80%", "100"), ("c", "1", "20%", "25")], Bar.Of([("a", 4), ("b", 0), ("c", 1)]).Select(b => (b.Name, b.Count, b.Share, b.Width)));
        Assert.Equal(["a", "b", "c"], Bar.Of([("a", 4), ("b", 0), ("c", 1)], keepsEmpty: true).Select(b => b.Name));
        Assert.Empty(Bar.Of([("a", 0)], keepsEmpty: true));
    }

    [Theory]
    [InlineData(1, 1_000, "1%")]
    [InlineData(999, 1_000, "99%")]
    [InlineData(0, 1_000, "0%")]
    [InlineData(1_000, 1_000, "100%")]
    public void A_share_is_neither_all_nor_nothing_unless_it_is(int part, int all, string said) => Assert.Equal(said, InsightWords.Percent(part, all));

    [Theory]
    [InlineData(1.24, "1.2 s")]
    [InlineData(90, "1.5 min")]
    [InlineData(7_200, "2 h")]
    [InlineData(432_000, "5 days")]
    public void A_wait_is_said_in_the_unit_that_fits(double seconds, string said) => Assert.Equal(said, InsightWords.Wait(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, 0, "–", "nobody answered anything")]
    [InlineData(4, 0, "–", "not known of any of 4 answers")]
    [InlineData(4, 3, "9 s", "their time at 3 of 4 answers")]
    public void What_a_run_cost_says_what_of_peoples_time_is_in_it(int answers, int known, string figure, string more)
    {
        var view = new InsightsView(
            First, First, [new(First, 10, 0, 0, 0)], [], [], [], DecisionTimes.Of([]), 2.50m, new(3, 12), new(answers, known, TimeSpan.FromSeconds(30 * known)), []) { Runs = 10 };
        Assert.Contains<(string, string?, string)>(("Models, a run", "$0.250", "$2.50 for 10 runs"), InsightWords.Figures(view));
        Assert.Contains<(string, string?, string)>(("People, a run", figure, more), InsightWords.Figures(view));
        Assert.Contains<(string, string?, string)>(("Needed a person", "25%", "3 of 12 calls that passed the checks"), InsightWords.Figures(view));
    }

    [Fact]
    public void What_was_not_counted_yet_has_no_figure_and_is_not_taken_for_nothing()
    {
        var view = InsightsView.Nothing(First, First);
        Assert.All(InsightWords.Figures(view), figure => Assert.Null(figure.Figure));
        Assert.False(view.IsEmpty);
        Assert.Equal("Counting: 0 of 8 parts are there.", InsightWords.Progress(view));
        var ends = view with { Days = [new(First, 10, 0, 0, 0)], Runs = 10, CostUsd = 2.50m, Parts = InsightsParts.Ends };
        Assert.Equal(["10", null, null, null, "$0.250", null], InsightWords.Figures(ends).Select(f => f.Figure));
        Assert.True((view with { Parts = InsightsParts.Ends | InsightsParts.Tools }).IsEmpty);
        Assert.Equal("", InsightWords.Progress(view with { Parts = InsightsParts.All }));
    }

    [Fact]
    public void A_tool_that_is_called_several_times_in_a_row_is_one_step_with_a_number() =>
        Assert.Equal(["look ×2", "write", "look"], InsightWords.Steps(new("clerk", ["look", "look", "write", "look"], 20, 20)));
}
