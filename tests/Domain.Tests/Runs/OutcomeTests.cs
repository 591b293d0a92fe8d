using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>I2: what became of calls that were sent, and what people rule where nobody can say.</summary>
public sealed class OutcomeTests
{
    private static Story Unknown => Story.ARun().IsOut(Ask.Refund()).GoesSilent(1);

    [Fact]
    public void I3_a_tool_call_is_written_down_before_it_is_made_and_only_once()
    {
        var story = Story.ARun().ModelCalls(Ask.Note()).When.Sends(1).Then<CallIntended>().With<CallIntended>(e => e.ExecutionId, "r1.1.1.x1");
        story.When.Sends(1).ThenNothing();
    }

    [Fact]
    public void I2_a_write_whose_answer_never_came_is_unknown_and_is_not_sent_again()
    {
        var story = Unknown.Is(RunStatus.OutcomeUnknown).Owes().ProposalIs("r1.1.1.p1", ProposalStatus.OutcomeUnknown);
        story.When.Sends(1).ThenNothing();
    }

    [Fact]
    public void A_read_whose_answer_never_came_has_failed() => Story.ARun().IsOut(Ask.Look()).When.GoesSilent(1).Then<CallFailed>().CallIs(1, CallStatus.Failed);

    [Fact]
    public void An_error_that_the_tool_reported_is_a_failure() =>
        Story.ARun().IsOut(Ask.Refund()).When.ReportsError(1).Then<CallFailed>().With<CallFailed>(e => e.Executed, true)
            .ModelIsTold(1, """{"status":"failed","message":"No such order."}""").ProposalIs("r1.1.1.p1", ProposalStatus.Failed);

    [Fact]
    public void A_call_that_proved_not_to_be_executed_has_failed() =>
        Story.ARun().IsOut(Ask.Refund()).When.ProvesNotExecuted(1).Then<CallFailed>().With<CallFailed>(e => e.Executed, false);

    [Fact]
    public void A_read_whose_answer_must_not_be_used_has_failed_without_its_content() =>
        Story.ARun().IsOut(Ask.Look()).When.AnswersUnusably(1).Then<CallFailed>().With<CallFailed>(e => (e.Executed, e.Code), (true, "withheld"))
            .ModelIsTold(1, """{"status":"failed","message":"It is somebody else's."}""");

    [Theory]
    [InlineData("withheld", "withheld")]
    [InlineData("badResult", "unreadable")]
    public void A_write_whose_answer_must_not_be_used_was_carried_out_all_the_same(string code, string receipt)
    {
        var story = Story.ARun().IsOut(Ask.Refund()).When.AnswersUnusably(1, code).Then<CallSucceeded>().ProposalIs("r1.1.1.p1", ProposalStatus.Executed);
        Assert.StartsWith($$$"""{"status":"ok","result":{"receipt":"{{{receipt}}}","message":"It was carried out. """, ModelAnswer.Of(story.Call(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void That_a_write_answered_unusably_contradicts_who_ruled_that_it_did_not_happen() =>
        Unknown.Rules(1, SettledOutcome.DidNotHappen, People.Remy).When.AnswersUnusably(1).Then<CallContradicted>().With<CallContradicted>(e => e.Happened, true);

    [Fact]
    public void A_result_counts_once() => Story.ARun().IsOut(Ask.Note()).Answers(1).When.Answers(1).ThenNothing();

    [Fact]
    public void A_result_of_a_sending_that_never_was_is_ignored() => Story.ARun().IsOut(Ask.Note()).When.Answers(1, sending: 7).ThenNothing();

    [Fact]
    public void A_result_of_a_call_that_does_not_exist_is_refused() =>
        Story.ARun().When.Do(new RunCommand.RecordToolOutcome("r1.9.9", "r1.9.9.x1", new ToolOutcome.Unknown("?"), 1, Story.Noon)).ThenRefused(RefusalCode.UnknownCall);

    [Fact]
    public void A_late_result_settles_an_unknown_call() => Unknown.When.Answers(1).Then<CallSucceeded>().Owes(new Effect.AskModel(2, 1, Purpose.Act));

    [Fact]
    public void A_late_error_settles_an_unknown_call() => Unknown.When.ReportsError(1).Then<CallFailed>().CallIs(1, CallStatus.Failed);

    [Fact]
    public void Silence_about_an_unknown_call_is_no_news() => Unknown.When.GoesSilent(1).ThenNothing();

    [Fact]
    public void A_person_rules_that_it_happened_also_who_approved_it() =>
        Unknown.When.Rules(1, SettledOutcome.Happened, People.Rita, note: "").Then<CallOutcomeSettled>()
            .ModelIsTold(1, """{"status":"ok","note":"The tool's answer was lost; a person found out that it happened."}""");

    [Fact]
    public void A_colleague_rules_that_it_did_not_happen() =>
        Unknown.When.Rules(1, SettledOutcome.DidNotHappen, People.Remy).Then<CallOutcomeSettled>().CallIs(1, CallStatus.Failed)
            .ModelIsTold(1, """{"status":"failed","message":"A person found out that the call did not happen."}""");

    [Theory]
    [InlineData(SettledOutcome.DidNotHappen)]
    [InlineData(SettledOutcome.SendAgain)]
    public void Who_approved_a_call_does_not_rule_that_it_did_not_happen(SettledOutcome outcome) =>
        Unknown.When.Rules(1, outcome, People.Rita).ThenRefused(RefusalCode.SeparationOfDuties);

    [Theory]
    [InlineData(SettledOutcome.DidNotHappen)]
    [InlineData(SettledOutcome.SendAgain)]
    public void That_it_did_not_happen_needs_evidence(SettledOutcome outcome) => Unknown.When.Rules(1, outcome, People.Remy, note: " ").ThenRefused(RefusalCode.ReasonMissing);

    [Fact]
    public void I2_sending_again_is_a_new_proposal_with_its_own_decision()
    {
        var story = Unknown.Rules(1, SettledOutcome.SendAgain, People.Remy).ProposalIs("r1.1.1.p1", ProposalStatus.Failed).Owes(new Effect.CallTool("r1.1.1"));
        story.When.Sends(1).Then<ProposalMade>().Is(RunStatus.AwaitingDecision);
        story.Approves(1, People.Rita).When.Sends(1).Then<CallIntended>().With<CallIntended>(e => e.ExecutionId, "r1.1.1.x2");
    }

    [Fact]
    public void I2_sending_again_needs_a_person_even_where_the_first_time_did_not() =>
        Story.ARun().IsOut(Ask.Note()).GoesSilent(1).Rules(1, SettledOutcome.SendAgain, People.Remy).When.Sends(1).Then<ProposalMade>().Is(RunStatus.AwaitingDecision);

    [Fact]
    public void A_ruling_given_twice_adds_nothing() => Unknown.Rules(1, SettledOutcome.Happened, People.Rita).When.Rules(1, SettledOutcome.Happened, People.Rita).ThenNothing();

    [Fact]
    public void A_call_whose_outcome_is_known_is_not_ruled_on() =>
        Story.ARun().IsOut(Ask.Note()).Answers(1).When.Rules(1, SettledOutcome.DidNotHappen, People.Remy).ThenRefused(RefusalCode.NotUnknown);

    [Fact]
    public void A_late_success_against_the_ruling_is_a_contradiction_recorded_once()
    {
        var story = Unknown.Rules(1, SettledOutcome.DidNotHappen, People.Remy).When.Answers(1).Then<CallContradicted>().With<CallContradicted>(e => e.Happened, true);
        story.CallIs(1, CallStatus.Failed).When.Answers(1).ThenNothing();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_late_failure_against_the_ruling_is_a_contradiction(bool proven)
    {
        var story = Unknown.Rules(1, SettledOutcome.Happened, People.Remy).When;
        (proven ? story.ProvesNotExecuted(1) : story.ReportsError(1)).Then<CallContradicted>().With<CallContradicted>(e => e.Happened, false);
    }

    [Fact]
    public void A_late_answer_that_agrees_with_the_ruling_is_no_contradiction() => Unknown.Rules(1, SettledOutcome.Happened, People.Remy).When.Answers(1).ThenNothing();

    [Fact]
    public void I2_a_call_that_was_to_be_sent_again_and_happened_after_all_is_not_sent_again()
    {
        var story = Unknown.Rules(1, SettledOutcome.SendAgain, People.Remy).Sends(1).Approves(1, People.Rita)
            .When.Answers(1, sending: 1).Then<CallContradicted, ProposalStaled, CallSucceeded>();
        story.When.Sends(1).ThenNothing();
        story.CallIs(1, CallStatus.Succeeded).ProposalIs("r1.1.1.p2", ProposalStatus.Stale);
    }

    [Fact]
    public void A_late_success_of_the_first_sending_is_a_contradiction_also_when_the_second_is_out() =>
        Unknown.Rules(1, SettledOutcome.SendAgain, People.Remy).Sends(1).Approves(1, People.Rita).Sends(1)
            .When.Answers(1, sending: 1).Then<CallContradicted>().CallIs(1, CallStatus.Out)
            .When.Answers(1, sending: 2).Then<CallSucceeded>().When.Answers(1, sending: 2).ThenNothing();
}
