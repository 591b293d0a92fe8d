using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Runs;

namespace ApprovalConsole.Tests.Pages;

public sealed class RunsViewTests
{
    [Fact]
    public void What_needs_somebody_comes_first_and_only_once()
    {
        var halted = Run("1", RunStatus.Halted);
        var view = RunsView.From([halted, Run("2", RunStatus.OutcomeUnknown)], [new([Run("4", RunStatus.Running), Run("3", RunStatus.Completed), halted], "1")]);
        Assert.Equal(["2", "1", "4", "3"], view.Rows.Select(r => r.Id));
        Assert.Equal("1", view.Next);
    }

    [Fact]
    public void Pages_follow_one_another()
    {
        var view = RunsView.From([], [new([Run("4", RunStatus.Running)], "4"), new([Run("3", RunStatus.Running)], null)]);
        Assert.Equal(["4", "3"], view.Rows.Select(r => r.Id));
        Assert.Null(view.Next);
        Assert.Equal("4", view.Second);
    }

    [Fact]
    public void With_four_pages_the_wall_goes_on_by_giving_the_first_back()
    {
        var window = new RunsWindow(null, "desk", null, null, 1);
        for (var pages = 2; pages <= RunsWindow.MostPages; pages++) Assert.Equal((null, pages), (window = window.On("9")) is var on ? (on.Before, on.Pages) : default);
        Assert.Equal(window with { Before = "9" }, window.On("9"));
    }

    [Fact]
    public void Foam_goes_when_its_reply_is_journaled_or_another_attempt_begins()
    {
        var foam = new Foam();
        foam.Add("Hel"); // may come before the page has read of the attempt
        foam.Follow("1/1", foam.Round);
        foam.Add("lo");
        Assert.Equal("Hello", foam.Text);
        foam.Follow("1/2", foam.Round);
        Assert.Equal("", foam.Text);
        foam.Add("again");
        foam.Follow(null, foam.Round);
        Assert.Equal("", foam.Text);
    }

    [Fact]
    public void What_is_written_after_a_commit_is_shown_once_the_commit_was_read()
    {
        var foam = new Foam();
        foam.Follow("2/1", foam.Round);
        foam.Add("The account ");
        foam.Hold(); // a result was committed: what follows may hold what is sensitive in it
        var before = foam.Round;
        foam.Hold();
        foam.Add("DE89");
        Assert.Equal("The account ", foam.Text);
        foam.Follow("2/1", before); // read before the second commit
        Assert.Equal("The account ", foam.Text);
        foam.Follow("2/1", foam.Round);
        Assert.Equal("The account DE89", foam.Text);
    }

    private static RunView Run(string id, RunStatus status) => new(
        id, "agent", null, "desk", "Work ticket", new("ana", [], default), status, null, null, null, 3, new(0, 0, 0, 0, 0), new(), 1, Proposals.Noon, Proposals.Noon,
        null, "sam", [], [], "thinking", default, 1);
}
