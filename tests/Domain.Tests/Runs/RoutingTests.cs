using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>Who is asked next follows from what happened: the cheap model first, the strong one when that errs, another when it does not answer.</summary>
public sealed class RoutingTests
{
    private static readonly RunLimits Long = new() { Iterations = 20, NoProgressSteps = 20, WallClockSeconds = 1_000 };

    private static Story Routed => Story.ARun(Long).RoutedTo("cheap", "strong");

    private static void IsAsked(Story story, string route, RouteReason? why)
    {
        var attempt = story.ModelIsAsked().Run.Model!;
        Assert.Equal((route, why), (attempt.Route, attempt.WhyRoute));
    }

    [Fact]
    public void The_first_model_of_a_purpose_is_asked_first() => IsAsked(Routed, "cheap", null);

    [Fact]
    public void A_step_that_got_somewhere_stays_with_it() => IsAsked(Routed.Succeeds(Ask.Look()), "cheap", null);

    [Fact]
    public void After_an_invalid_call_the_next_model_is_asked() => IsAsked(Routed.ModelCalls(new Ask("noSuchTool", "{}")), "strong", RouteReason.InvalidCall);

    [Fact]
    public void After_one_invalid_call_among_good_ones_the_next_model_is_asked() =>
        IsAsked(Routed.ModelCalls(Ask.Look(), new Ask("noSuchTool", "{}")).Sends(1).Answers(1), "strong", RouteReason.InvalidCall);

    [Fact]
    public void After_a_step_without_progress_the_next_model_is_asked() =>
        IsAsked(Routed.ModelCalls(Ask.Note()).Sends(1).ReportsError(1), "strong", RouteReason.NoProgress);

    [Fact]
    public void A_persons_no_is_not_the_models_error() => IsAsked(Routed.ModelCalls(Ask.Refund()).Rejects(1, People.Rita), "cheap", null);

    [Fact]
    public void Once_the_strong_model_has_put_it_right_the_cheap_one_is_asked_again() =>
        IsAsked(Routed.ModelCalls(new Ask("noSuchTool", "{}")).Succeeds(Ask.Look()), "cheap", null);

    [Fact]
    public void A_strong_model_that_errs_too_is_asked_again_for_there_is_none_above_it() =>
        IsAsked(Routed.ModelCalls(new Ask("noSuchTool", "{}")).ModelCalls(new Ask("noSuchTool", "{}")), "strong", RouteReason.InvalidCall);

    [Fact]
    public void A_model_that_erred_twice_in_a_run_is_not_begun_with_any_more() => IsAsked(
        Routed.ModelCalls(new Ask("noSuchTool", "{}")).Succeeds(Ask.Look("A1")).ModelCalls(new Ask("noSuchTool", "{}")).Succeeds(Ask.Look("A2")),
        "strong", RouteReason.ErredOften);

    [Fact]
    public void A_model_of_another_purposes_list_leaves_this_purposes_first_in_front()
    {
        var story = Story.ARun(Long).RoutedTo("cheap").ModelCalls(new Ask("noSuchTool", "{}"));
        IsAsked(story.RoutedTo("strong"), "strong", null);
    }

    [Fact]
    public void A_model_that_fails_for_good_falls_over_to_the_next_in_the_same_step()
    {
        var story = Routed.ModelIsAsked().When.ModelFails(mayRetry: false).Then<ModelFailed>().With<ModelFailed>(e => e.FallsOverTo, "strong").Is(RunStatus.Running);
        story.Owes(new Effect.AskModel(1, 2, Purpose.Plan));
        IsAsked(story, "strong", RouteReason.Unreachable);
    }

    [Fact]
    public void A_model_that_may_be_asked_again_is_three_times_before_the_next()
    {
        var story = Routed.ModelIsAsked().ModelFails().After(TimeSpan.FromSeconds(2)).ModelIsAsked().ModelFails().After(TimeSpan.FromSeconds(2)).ModelIsAsked();
        Assert.Equal("cheap", story.Run.Model!.Route);
        IsAsked(story.ModelFails(), "strong", RouteReason.Unreachable);
    }

    [Fact]
    public void A_long_pause_is_not_waited_for_where_another_can_be_asked() => IsAsked(Routed.ModelIsAsked().ModelFails(pauseSeconds: 30), "strong", RouteReason.Unreachable);

    [Fact]
    public void A_strong_model_that_does_not_answer_falls_over_to_a_cheap_one() =>
        IsAsked(Routed.ModelCalls(new Ask("noSuchTool", "{}")).ModelIsAsked().ModelFails(mayRetry: false), "cheap", RouteReason.Unreachable);

    [Fact]
    public void When_none_answers_the_run_fails_with_what_the_last_one_said() =>
        Routed.ModelIsAsked().ModelFails(mayRetry: false).ModelIsAsked().When.ModelFails(mayRetry: false).Then<ModelFailed, Failed>().Is(RunStatus.Failed);

    [Fact]
    public void A_model_that_did_not_answer_stands_last_in_line_for_a_minute()
    {
        var story = Routed.ModelIsAsked().ModelFails(mayRetry: false).Succeeds(Ask.Look("A1"));
        IsAsked(story, "strong", RouteReason.Unreachable);
        Assert.Equal(["cheap"], story.Run.Model!.FallOver);
        IsAsked(story.ModelReplies([Ask.Look("A2")]).Validated(1).Sends(1).Answers(1, "\"more\"").After(Routing.ClosedFor), "cheap", null);
    }

    [Fact]
    public void I5_every_attempt_of_a_fall_over_is_within_the_caps()
    {
        var story = Story.ARun(Long with { Tokens = 3_000 }).RoutedTo("cheap", "strong").ModelIsAsked().ModelFails(mayRetry: false);
        story.When.ModelIsAsked(inputTokens: 1_000).Then<Halted>().IsHalted(HaltReason.CostCap);
    }

    [Fact]
    public void I6_the_pause_before_another_attempt_is_time_at_work() =>
        Assert.Equal(1.1, Story.ARun().ModelIsAsked().ModelFails(activeMs: 100, pauseSeconds: 1).After(TimeSpan.FromSeconds(1)).ModelIsAsked().Run.Active.TotalSeconds, 6);

    [Fact]
    public void I6_a_pause_that_would_use_up_the_time_is_not_waited_for() =>
        Story.ARun(Long with { WallClockSeconds = 20 }).ModelIsAsked().When.ModelFails(pauseSeconds: 30).Then<ModelFailed, Halted>().IsHalted(HaltReason.WallClock);
}
