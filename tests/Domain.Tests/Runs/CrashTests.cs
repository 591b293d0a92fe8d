using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>What was out when the console died.</summary>
public sealed class CrashTests
{
    [Fact]
    public void I2_a_write_that_was_out_is_unknown_after_a_crash() =>
        Story.ARun().IsOut(Ask.Refund()).When.Crashes().Then<CallOutcomeUnknown>().Is(RunStatus.OutcomeUnknown).Owes();

    [Fact]
    public void A_reversible_write_that_was_out_is_unknown_too() => Story.ARun().IsOut(Ask.Note()).When.Crashes().Then<CallOutcomeUnknown>();

    [Fact]
    public void A_read_that_was_out_is_made_again_three_times_at_most()
    {
        var story = Story.ARun().IsOut(Ask.Look()).When.Crashes().Then<CallLost>().Owes(new Effect.CallTool("r1.1.1"));
        story.Sends(1).Crashes().Sends(1).When.Crashes().Then<CallFailed>().Owes(new Effect.AskModel(2, 1, Purpose.Plan));
    }

    [Fact]
    public void I2_an_idempotent_write_is_sent_again_under_the_same_key()
    {
        var story = Story.ARun().ModelCalls(Ask.Sync()).When.Sends(1).Then<CallIntended>().With<CallIntended>(e => e.IdempotencyKey, "r1.1.1");
        story.When.Crashes().Sends(1).Then<CallLost, CallIntended>().With<CallIntended>(e => e.IdempotencyKey, "r1.1.1").With<CallIntended>(e => e.ExecutionId, "r1.1.1.x2");
    }

    [Theory]
    [InlineData("""{"order":"A1"}""")]
    [InlineData("""{"order":"A1","text":""}""")]
    public void I2_a_write_that_carries_no_key_is_not_sent_again_though_its_tool_takes_one(string arguments) =>
        Story.ARun().IsOut(new Ask("sync", arguments)).When.Crashes().Then<CallOutcomeUnknown>();

    [Fact]
    public void I2_an_idempotent_write_lost_three_times_is_unknown_and_not_failed() =>
        Story.ARun().IsOut(Ask.Sync()).Crashes().Sends(1).Crashes().Sends(1).When.Crashes().Then<CallOutcomeUnknown>();

    [Fact]
    public void The_approval_of_a_lost_idempotent_write_still_holds_while_it_is_fresh()
    {
        var story = Story.ARun().IsOut(Ask.Pay()).Crashes().CallIs(1, CallStatus.Approved);
        story.When.Sends(1).Then<CallIntended>();
        story.Crashes().After(TimeSpan.FromMinutes(16)).When.Sends(1).Then<CallOutcomeUnknown>();
    }

    [Fact]
    public void A_model_call_that_was_out_is_charged_and_made_again() =>
        Story.ARun().ModelIsAsked().When.Crashes().Then<ModelFailed>().With<ModelFailed>(e => e.Charged.Tokens, 2000L).Owes(new Effect.AskModel(1, 2, Purpose.Plan));

    [Fact]
    public void Recovery_twice_adds_nothing() => Story.ARun().IsOut(Ask.Refund()).Crashes().When.Recovers().ThenNothing();

    [Fact]
    public void What_is_out_in_a_living_epoch_is_not_lost() => Story.ARun().IsOut(Ask.Refund()).After(TimeSpan.FromSeconds(29)).When.Recovers().ThenNothing();

    [Fact]
    public void What_is_past_its_deadline_is_lost_in_a_living_epoch_too() => Story.ARun().IsOut(Ask.Refund()).After(TimeSpan.FromSeconds(31)).When.Recovers().Then<CallOutcomeUnknown>();

    [Fact]
    public void A_run_that_waits_for_people_loses_nothing() =>
        Story.ARun().ModelCalls(Ask.Refund()).When.Crashes().ThenNothing().Is(RunStatus.AwaitingDecision);

    [Fact]
    public void A_run_that_has_ended_loses_nothing() => Story.ARun().ModelAnswers().When.Crashes().ThenNothing();

    [Fact]
    public void Two_writes_lost_at_once_take_the_same_follower_once() =>
        Story.ARun().ModelCalls(Ask.Tag("A1"), Ask.Tag("A2"), Ask.Note()).Sends(1).Sends(2)
            .When.Crashes().Then<CallOutcomeUnknown, CallWithdrawn, CallOutcomeUnknown>();

    [Fact]
    public void A_late_answer_settles_what_a_crash_made_unknown() => Story.ARun().IsOut(Ask.Refund()).Crashes().When.Answers(1).Then<CallSucceeded>();

    [Fact]
    public void I6_an_interval_cut_by_a_crash_counts_to_the_last_sign_of_life()
    {
        var before = Story.ARun().IsOut(Ask.Look());
        var active = before.Run.Active;
        Assert.Equal(TimeSpan.FromSeconds(7), before.Crashes(lived: TimeSpan.FromSeconds(7)).Run.Active - active);
    }

    [Fact]
    public void I6_a_crash_does_not_count_again_what_a_result_has_counted()
    {
        var story = Story.ARun().IsOut(Ask.Look("A1"), Ask.Look("A2")).After(TimeSpan.FromSeconds(5)).Comes(1, new ToolOutcome.Succeeded("1"), activeMs: 5_000);
        var active = story.Run.Active;
        Assert.Equal(TimeSpan.FromSeconds(2), story.Crashes(lived: TimeSpan.FromSeconds(2)).Run.Active - active);
    }
}
