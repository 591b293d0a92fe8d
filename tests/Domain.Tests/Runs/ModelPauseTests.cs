using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>A model that asks to be left alone for a while: what is waited for is time at work, and nothing else is.</summary>
public sealed class ModelPauseTests
{
    private static readonly DateTimeOffset Again = Story.Noon.AddSeconds(10);

    /// <summary>0.2 s of 3 s are used, and the model asks for 10 s.</summary>
    private static Story Busy => Story.ARun(new() { WallClockSeconds = 3 }).ModelIsAsked().ModelFails(wasSent: false, activeMs: 200, pauseSeconds: 10);

    private static void HasWorked(Story story, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), story.Run.Active);

    [Fact]
    public void A_pause_that_was_waited_for_is_time_at_work()
    {
        var story = Story.ARun().ModelIsAsked().ModelFails(activeMs: 200, pauseSeconds: 10).After(TimeSpan.FromSeconds(25)).When.ModelIsAsked().Then<ModelIntended>();
        HasWorked(story, 10.2);
    }

    [Fact]
    public void What_is_at_work_and_not_counted_yet_began_when_it_was_asked_or_was_counted_up_to_its_last_reading()
    {
        Assert.Null(Story.ARun().Run.AtWorkSince);
        var story = Story.ARun().After(TimeSpan.FromSeconds(3)).ModelIsAsked();
        Assert.Equal(Story.Noon.AddSeconds(3), story.Run.AtWorkSince);
        story.After(TimeSpan.FromSeconds(5)).ModelFails(activeMs: 5000, pauseSeconds: 10);
        Assert.Equal(Story.Noon.AddSeconds(8), story.Run.AtWorkSince); // it waits, and that is time at work
        story = Story.ARun().ModelCalls(Ask.Look(), Ask.Look()).Sends(1).After(TimeSpan.FromSeconds(1)).Sends(2);
        Assert.Equal(Story.Noon, story.Run.AtWorkSince);
        story.After(TimeSpan.FromSeconds(1)).Comes(1, new ToolOutcome.Succeeded("{}"), activeMs: 2000);
        Assert.Equal((TimeSpan.FromSeconds(2.1), Story.Noon.AddSeconds(2)), (story.Run.Active, story.Run.AtWorkSince!.Value)); // the reply took 0.1 s; the other look-up goes on
        Assert.Null(Story.ARun().ModelIsAsked().ModelReplies([], "Done.").Run.AtWorkSince);
    }

    [Fact]
    public void While_a_pause_lasts_its_time_is_kept() => Assert.Equal(TimeSpan.FromSeconds(90 - 10.2), Story.ARun().ModelIsAsked().ModelFails(activeMs: 200, pauseSeconds: 10).Run.TimeLeft);

    [Fact]
    public void A_pause_longer_than_the_time_left_is_not_waited_for_and_the_halt_says_so()
    {
        var story = Story.ARun(new() { WallClockSeconds = 3 }).ModelIsAsked().When.ModelFails(wasSent: false, activeMs: 200, pauseSeconds: 10).Then<ModelFailed, Halted>()
            .With<Halted>(e => e.Message, "The model can be asked again in 10.0 s, and 2.8 s of 3.0 s at work are left.").IsHalted(HaltReason.WallClock);
        HasWorked(story, 0.2);
        HasWorked(story.After(TimeSpan.FromHours(1)).Wakes(), 0.2);
    }

    [Fact]
    public void A_grant_that_is_enough_lets_it_wait_and_the_model_is_asked_again()
    {
        var story = Busy.Grants(new(WallClockSeconds: 8), People.Ada, mayExceed: true).Owes(new Effect.AskModel(1, 2, Purpose.Plan, Again));
        story.After(TimeSpan.FromSeconds(10)).When.ModelIsAsked().Then<ModelIntended>();
        HasWorked(story, 10.2);
    }

    [Fact]
    public void After_a_grant_only_the_rest_of_the_pause_is_waited_for()
    {
        var story = Busy.After(TimeSpan.FromSeconds(6)).Grants(new(WallClockSeconds: 2), People.Sam).After(TimeSpan.FromSeconds(4)).When.ModelIsAsked().Then<ModelIntended>();
        HasWorked(story, 4.2);
    }

    [Fact]
    public void Once_the_pause_is_over_any_grant_will_do()
    {
        var story = Busy.After(TimeSpan.FromSeconds(10)).Grants(new(WallClockSeconds: 1), People.Sam).When.ModelIsAsked().Then<ModelIntended>();
        HasWorked(story, 0.2);
    }

    [Fact]
    public void A_grant_that_is_not_enough_for_the_pause_is_refused_and_used_up_by_nothing()
    {
        var story = Busy.When.Grants(new(WallClockSeconds: 3), People.Sam).ThenRefused(RefusalCode.InvalidRequest);
        Assert.Equal(new Grant(), story.Run.Granted);
    }

    [Fact]
    public void Where_another_model_stands_in_a_pause_longer_than_the_time_left_is_not_waited_for() =>
        Story.ARun(new() { WallClockSeconds = 3 }).RoutedTo("cheap", "strong").ModelIsAsked().When.ModelFails(wasSent: false, activeMs: 200, pauseSeconds: 4)
            .Then<ModelFailed>().With<ModelFailed>(e => e.FallsOverTo, "strong").Is(RunStatus.Running).ModelIsAsked().ModelReplies([], "Done.").Is(RunStatus.Completed);

    [Fact]
    public void Of_a_pause_that_a_person_breaks_off_only_what_was_waited_for_counts() =>
        HasWorked(Story.ARun().ModelIsAsked().ModelFails(activeMs: 200, pauseSeconds: 60).After(TimeSpan.FromSeconds(2)).IsCancelled(People.Sam).Is(RunStatus.Cancelled), 2.2);

    [Fact]
    public void A_run_is_not_charged_for_a_pause_that_its_child_did_not_wait_for_also_after_a_crash()
    {
        var story = Story.ARun(new() { WallClockSeconds = 3 }).Delegates().StartsChild(1);
        var before = story.Run.Active;
        var child = story.TheChild(1).ModelIsAsked().ModelFails(wasSent: false, activeMs: 200, pauseSeconds: 60).IsHalted(HaltReason.WallClock);
        story.After(TimeSpan.FromSeconds(1)).Hears(1, child, awakeSince: story.Now);
        Assert.Equal(TimeSpan.FromSeconds(0.2), story.Run.Active - before);
    }
}
