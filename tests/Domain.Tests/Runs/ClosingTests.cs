using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>Runs closed by people, and halts lifted.</summary>
public sealed class ClosingTests
{
    [Fact]
    public void A_run_with_nothing_out_is_cancelled_at_once() => Story.ARun().When.IsCancelled(People.Sam).Then<CancelRequested, Cancelled>().Is(RunStatus.Cancelled).Owes();

    [Fact]
    public void A_cancelled_run_leaves_no_open_call_behind() =>
        Story.ARun().ModelCalls(Ask.Refund("A1"), Ask.Refund("A2"), Ask.Look()).Approves(2, People.Rita)
            .When.IsCancelled(People.Sam).Then(5).ProposalIs("r1.1.1.p1", ProposalStatus.Withdrawn).ProposalIs("r1.1.2.p1", ProposalStatus.Withdrawn).CallIs(3, CallStatus.Withdrawn);

    [Fact]
    public void A_run_is_not_cancelled_while_a_call_is_out()
    {
        var story = Story.ARun().IsOut(Ask.Refund()).When.IsCancelled(People.Sam).Then<CancelRequested>().Is(RunStatus.Running).Owes();
        story.When.Answers(1).Then<CallSucceeded, Cancelled>().Is(RunStatus.Cancelled);
    }

    [Fact]
    public void A_run_is_not_cancelled_while_an_outcome_is_unknown()
    {
        var story = Story.ARun().IsOut(Ask.Refund()).When.IsCancelled(People.Sam).GoesSilent(1).Then<CancelRequested, CallOutcomeUnknown>().Is(RunStatus.OutcomeUnknown);
        story.When.Rules(1, SettledOutcome.DidNotHappen, People.Remy).Then<CallOutcomeSettled, Cancelled>();
    }

    [Fact]
    public void A_call_to_be_sent_again_in_a_cancelled_run_is_not_sent() =>
        Story.ARun().IsOut(Ask.Refund()).IsCancelled(People.Sam).GoesSilent(1)
            .When.Rules(1, SettledOutcome.SendAgain, People.Remy).Then<CallOutcomeSettled, CallWithdrawn, Cancelled>().Owes();

    [Fact]
    public void A_run_is_not_cancelled_while_its_model_is_asked()
    {
        var story = Story.ARun().ModelIsAsked().When.IsCancelled(People.Sam).Then<CancelRequested>().Is(RunStatus.Running);
        story.When.ModelReplies([Ask.Look()]).Then<ModelReplied, CallWithdrawn, Cancelled>();
    }

    [Fact]
    public void An_answer_that_comes_after_the_cancel_does_not_complete_the_run() =>
        Story.ARun().ModelIsAsked().IsCancelled(People.Sam).When.ModelReplies([], "Done.").Then<ModelReplied, Cancelled>();

    [Fact]
    public void A_crash_does_not_lose_the_cancel() => Story.ARun().IsOut(Ask.Look()).IsCancelled(People.Sam).When.Crashes().Then<CallLost, CallWithdrawn, Cancelled>();

    [Fact]
    public void Cancelling_twice_adds_nothing()
    {
        Story.ARun().IsCancelled(People.Sam).When.IsCancelled(People.Sam).ThenNothing();
        Story.ARun().ModelIsAsked().IsCancelled(People.Sam).When.IsCancelled(People.Sam).ThenNothing();
    }

    [Fact]
    public void A_completed_run_cannot_be_cancelled() => Story.ARun().ModelAnswers().When.IsCancelled(People.Sam).ThenRefused(RefusalCode.RunEnded);

    [Fact]
    public void A_halted_run_can_be_closed() => Halted.When.IsCancelled(People.Sam).Then<CancelRequested, Cancelled>();

    [Fact]
    public void A_late_contradiction_is_recorded_even_after_the_end() =>
        Story.ARun().IsOut(Ask.Refund()).IsCancelled(People.Sam).GoesSilent(1).Rules(1, SettledOutcome.SendAgain, People.Remy)
            .When.Answers(1).Then<CallContradicted>().Is(RunStatus.Cancelled);

    [Fact]
    public void A_grant_lets_a_halted_run_go_on()
    {
        var story = Halted.When.Grants(new(Iterations: 1), People.Sam).Then<Granted>().Is(RunStatus.Running);
        story.When.ModelIsAsked().Then<ModelIntended>();
        Assert.Equal(2, story.Run.Limits.Iterations);
    }

    [Fact]
    public void A_grant_of_the_wrong_thing_halts_again() => Halted.Grants(new(Tokens: 10), People.Sam).When.ModelIsAsked().Then<RunEvent.Halted>();

    [Fact]
    public void A_grant_forgives_the_steps_without_progress() =>
        Story.ARun(new() { NoProgressSteps = 1 }).ModelCalls(new Ask("look", "{}")).ModelIsAsked().IsHalted(HaltReason.NoProgress)
            .Grants(new(Iterations: 1), People.Sam).When.ModelIsAsked().Then<ModelIntended>();

    [Fact]
    public void Grants_together_add_no_more_than_the_run_had() =>
        Halted.Grants(new(Tokens: 200_000), People.Sam).ModelIsAsked().When.Grants(new(Tokens: 1), People.Sam).ThenRefused(RefusalCode.GrantTooLarge);

    [Fact]
    public void An_admin_may_grant_more() => Halted.When.Grants(new(Tokens: 300_000), People.Ada, mayExceed: true).Then<Granted>();

    [Fact]
    public void A_grant_takes_nothing_away() => Halted.When.Grants(new(Tokens: -1), People.Sam).ThenRefused(RefusalCode.InvalidRequest);

    [Fact]
    public void A_grant_of_nothing_is_none() => Halted.When.Grants(new(), People.Sam).ThenRefused(RefusalCode.InvalidRequest);

    [Fact]
    public void A_grant_needs_a_reason() => Halted.When.Grants(new(Iterations: 1), People.Sam, reason: " ").ThenRefused(RefusalCode.ReasonMissing);

    [Fact]
    public void A_run_that_is_not_halted_is_granted_nothing() => Story.ARun().When.Grants(new(Iterations: 1), People.Sam).ThenRefused(RefusalCode.NotHalted);

    [Fact]
    public void A_run_that_has_ended_is_granted_nothing() => Story.ARun().ModelAnswers().When.Grants(new(Iterations: 1), People.Sam).ThenRefused(RefusalCode.RunEnded);

    private static Story Halted => Story.ARun(new() { Iterations = 1 }).Succeeds(Ask.Look()).ModelIsAsked().IsHalted(HaltReason.IterationCap);
}
