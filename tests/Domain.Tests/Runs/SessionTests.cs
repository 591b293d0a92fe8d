using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>Agents that run elsewhere: what they ask for passes the gate, and none of it runs twice however often they ask.</summary>
public sealed class SessionTests
{
    private static Story Waiting => Story.ASession().Asks("k1", "refund").Advances();

    [Fact]
    public void A_session_waits_for_its_agent_and_asks_no_model() => Story.ASession().Is(RunStatus.AwaitingInput).Owes();

    [Fact]
    public void It_may_begin_with_its_first_call_in_one_commit() => Story.ASession(firstKey: "k1").Then<Started, SessionOpened, CallAsked>().Owes(new Effect.ValidateCall("r1.1.1"));

    [Fact]
    public void A_read_goes_unasked_and_a_write_waits_for_a_person() => Story.ASession().Asks("k1", "look").Advances().CallIs(1, CallStatus.Out).AnswersCall("look").Is(RunStatus.AwaitingInput)
        .When.Asks("k2", "refund").Advances().Then<CallAsked, CallValidated, ProposalMade>().Is(RunStatus.AwaitingDecision);

    [Fact]
    public void The_rationale_is_what_the_reviewer_reads() => Assert.Equal("It never came.", Story.ASession().Asks("k1", "refund", rationale: "It never came.").Run.Steps[^1].Text.ToString());

    [Fact]
    public void I2_The_same_key_adds_nothing_while_the_call_waits() => Waiting.When.Asks("k1", "refund").ThenNothing();

    [Fact]
    public void I2_Nor_when_it_was_carried_out() => Waiting.Approves(1, People.Rita).Sends(1).Answers(1).When.Asks("k1", "refund").ThenNothing();

    [Fact]
    public void I2_Nor_when_the_session_has_ended() => Waiting.Approves(1, People.Rita).Sends(1).Answers(1).After(TimeSpan.FromHours(1)).Wakes().Is(RunStatus.Completed).When.Asks("k1", "refund").ThenNothing();

    [Fact]
    public void The_same_key_for_another_call_is_refused() => Waiting.When.Asks("k1", "refund", """{"order":"A2","amount":20}""").ThenRefused(RefusalCode.IdempotencyKeyReused);

    [Fact]
    public void I2_An_equal_call_with_another_key_joins_the_one_that_is_open_however_it_is_written()
    {
        var joined = Waiting.When.Asks("k2", "refund", """{ "amount": 20.0, "order": "A1" }""").Then<CallJoined>();
        Assert.Equal(joined.CallOf("k1"), joined.CallOf("k2"));
        joined.When.Asks("k2", "refund").ThenNothing();
    }

    [Fact]
    public void Once_it_is_settled_an_equal_call_with_another_key_is_another_call()
    {
        var again = Waiting.Approves(1, People.Rita).Sends(1).Answers(1).When.Asks("k2", "refund").Then<CallAsked>();
        Assert.NotEqual(again.CallOf("k1"), again.CallOf("k2"));
    }

    [Fact]
    public void What_a_person_rejected_is_refused_with_every_key() => Waiting.Rejects(1, People.Rita).When.Asks("k2", "refund").Advances().Then<CallAsked, CallRefused>();

    [Fact]
    public void Calls_do_not_wait_for_each_other_unless_they_are_the_same_deed()
    {
        var three = Story.ASession().Asks("k1", "refund").Asks("k2", "note", """{"order":"A1","text":"x"}""").Asks("k3", "note", """{"order":"A2","text":"y"}""").Advances();
        Assert.Equal([CallStatus.Waiting, CallStatus.Out, CallStatus.Out], three.Run.OpenStep.Select(c => c.Status));
        var likes = Story.ASession().Asks("k1", "refund").Asks("k2", "refund", """{"order":"A1","amount":21}""").Advances().Approves(1, People.Rita);
        Assert.DoesNotContain(likes.Run.OpenStep, c => c.Status is CallStatus.Out);
    }

    [Fact]
    public void I6_Calls_beyond_the_limit_halt_the_session_and_more_are_refused_until_a_person_grants_more()
    {
        var limits = new RunLimits { Calls = 1 };
        Story.ASession(limits).Asks("k1", "look").Advances().AnswersCall("look").Asks("k2", "look", """{"order":"A2"}""").Advances().IsHalted(HaltReason.CallCap).When.Asks("k3", "look", """{"order":"A3"}""").ThenRefused(RefusalCode.Halted);
        Story.ASession(limits).Asks("k1", "look").Advances().AnswersCall("look").Asks("k2", "look", """{"order":"A2"}""").Advances()
            .Grants(new(Iterations: 1), People.Sam).Is(RunStatus.AwaitingInput).When.Asks("k3", "look", """{"order":"A3"}""").Then<CallAsked>();
    }

    [Fact]
    public void Keys_are_not_taken_without_end() =>
        Enumerable.Range(2, 9).Aggregate(Story.ASession(new() { Calls = 1 }).Asks("k1", "refund").Advances(), (story, n) => story.Asks($"k{n}", "refund")).When.Asks("k11", "refund").ThenRefused(RefusalCode.InvalidRequest);

    [Fact]
    public void A_session_ends_when_no_call_has_come_for_long_and_not_while_one_is_open()
    {
        Story.ASession().After(TimeSpan.FromHours(1)).When.Wakes().Then<Completed>();
        Story.ASession().After(TimeSpan.FromMinutes(59)).When.Wakes().ThenNothing();
        Waiting.After(TimeSpan.FromHours(2)).When.Wakes().ThenNothing();
        Assert.Equal([new Effect.WakeAt(Story.Noon + TimeSpan.FromHours(1))], RunDue.Of(Story.ASession().Run));
    }

    [Fact]
    public void An_ended_session_takes_no_other_call() => Story.ASession().After(TimeSpan.FromHours(1)).Wakes().When.Asks("k1", "look").ThenRefused(RefusalCode.RunEnded);

    [Fact]
    public void A_call_without_a_session_ends_its_run() => Story.ASession(isOneCall: true, firstKey: "k1").Advances().Approves(1, People.Rita).Sends(1).When.Answers(1).Then<CallSucceeded, Completed>().Is(RunStatus.Completed);

    [Fact]
    public void I1_In_a_session_that_is_observed_nothing_is_sent_and_nobody_asked()
    {
        var read = Story.ASession(observes: true).When.Asks("k1", "look").Advances().Then<CallAsked, CallValidated, CallObserved>().With<CallObserved>(e => e.Would, WouldBe.Executed).Is(RunStatus.AwaitingInput);
        read.When.Asks("k2", "refund").Advances().Then<CallAsked, CallValidated, CallObserved>().With<CallObserved>(e => e.Would, WouldBe.Pending);
        read.When.Asks("k3", "refund", """{"order":7}""").Advances().Then<CallAsked, CallRefused>();
        Assert.DoesNotContain(read.History, e => e is CallIntended or ProposalMade);
    }

    [Fact]
    public void Only_a_run_whose_agent_is_elsewhere_is_asked_like_this() => Story.ARun().When.Asks("k1", "look").ThenRefused(RefusalCode.InvalidRequest);
}
