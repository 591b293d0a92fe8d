using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>Order within a step.</summary>
public sealed class OrderTests
{
    [Fact]
    public void Reads_of_a_step_go_in_parallel() =>
        Story.ARun().ModelCalls(Ask.Look("A1"), Ask.Look("A2"), Ask.Look("A3")).Sends(1)
            .Owes(new Effect.CallTool("r1.1.2"), new Effect.CallTool("r1.1.3"));

    [Fact]
    public void No_more_than_eight_reads_are_out_at_once_and_the_next_goes_when_one_is_back()
    {
        var story = Story.ARun(new() { CallsPerStep = 12 }).ModelCalls([.. Enumerable.Range(0, 10).Select(n => Ask.Look($"A{n}"))]);
        for (var n = 1; n <= 8; n++) story.Sends(n);
        story.Owes().When.Sends(9).ThenNothing();
        story.Answers(3).Owes(new Effect.CallTool("r1.1.9"));
    }

    [Fact]
    public void Writes_go_one_at_a_time_in_the_models_order()
    {
        var story = Story.ARun().ModelCalls(Ask.Note("A1"), Ask.Note("A2")).Owes(new Effect.CallTool("r1.1.1"));
        story.When.Sends(2).ThenNothing();
        story.When.Sends(1).Sends(2).Then<CallIntended>();
        story.Answers(1).Owes(new Effect.CallTool("r1.1.2"));
    }

    [Fact]
    public void A_read_that_turns_out_to_be_a_write_waits_for_one_that_it_has_let_pass()
    {
        var story = Story.ARun().ModelCalls(Ask.Look("A1"), Ask.Look("A2")).ToolChanges("look", t => t.WithPolicy(p => p with { Reversibility = Reversibility.Reversible }));
        story.When.Sends(2).Then<CallValidated, CallIntended>();
        story.When.Sends(1).Then<CallValidated>().Owes().Answers(2).Owes(new Effect.CallTool("r1.1.1"));
    }

    [Fact]
    public void Reads_go_while_a_write_of_their_step_waits_for_a_person() =>
        Story.ARun().ModelCalls(Ask.Refund(), Ask.Look()).Owes(new Effect.CallTool("r1.1.2")).Is(RunStatus.Running);

    [Fact]
    public void Writes_are_decided_in_any_order_and_sent_in_the_models()
    {
        var story = Story.ARun().ModelCalls(Ask.Refund("A1"), Ask.Refund("A2")).Approves(2, People.Rita).Owes().Is(RunStatus.AwaitingDecision);
        story.Approves(1, People.Rita).Owes(new Effect.CallTool("r1.1.1")).Sends(1).Owes().Answers(1).Owes(new Effect.CallTool("r1.1.2"));
    }

    [Fact]
    public void An_earlier_call_that_is_not_validated_yet_holds_later_writes_back() =>
        Story.ARun().ModelIsAsked().ModelReplies([Ask.Note("A1"), Ask.Note("A2")]).Validated(2).Owes(new Effect.ValidateCall("r1.1.1"));

    [Fact]
    public void A_rejection_withdraws_what_was_meant_to_follow_and_the_model_is_told()
    {
        var story = Story.ARun().ModelCalls(Ask.Refund("A1"), Ask.Refund("A2"), Ask.Note(), Ask.Look())
            .When.Rejects(1, People.Rita).Then<ProposalRejected, ProposalWithdrawn, CallWithdrawn>();
        story.ModelIsTold(3, """{"status":"withdrawn","reason":"An earlier call of the same step was not carried out; ask again if it is still wanted."}""");
        story.Owes(new Effect.CallTool("r1.1.4"));
    }

    [Fact]
    public void A_rejection_leaves_what_came_before_it_alone() =>
        Story.ARun().ModelCalls(Ask.Refund("A1"), Ask.Refund("A2")).When.Rejects(2, People.Rita).Then<ProposalRejected>().CallIs(1, CallStatus.Waiting);

    [Fact]
    public void An_approved_follower_is_withdrawn_too() =>
        Story.ARun().ModelCalls(Ask.Refund("A1"), Ask.Refund("A2")).Approves(2, People.Rita).When.Rejects(1, People.Rita).Then<ProposalRejected, CallWithdrawn>()
            .ProposalIs("r1.1.2.p1", ProposalStatus.Withdrawn);

    [Fact]
    public void An_expiry_withdraws_what_was_meant_to_follow() =>
        Story.ARun().ModelCalls(Ask.Refund("A1"), Ask.Note()).After(TimeSpan.FromDays(1)).When.Wakes().Then<ProposalExpired, CallWithdrawn>();

    [Fact]
    public void Two_that_expire_together_are_each_answered_once() =>
        Story.ARun().ModelCalls(Ask.Refund("A1"), Ask.Refund("A2")).After(TimeSpan.FromDays(1)).When.Wakes().Then<ProposalExpired, ProposalWithdrawn>();

    [Fact]
    public void A_revision_withdraws_what_was_meant_to_follow() =>
        Story.ARun().ModelCalls(Ask.Refund("A1"), Ask.Note()).When.Revises(1, People.Rita).Then<ProposalRevised, CallWithdrawn>();

    [Fact]
    public void A_withdrawal_withdraws_what_was_meant_to_follow() =>
        Story.ARun().ModelCalls(Ask.Refund("A1"), Ask.Note()).When.Withdraws(1, People.Sam).Then<ProposalWithdrawn, CallWithdrawn>();

    [Fact]
    public void A_response_in_the_tools_place_lets_the_next_go() =>
        Story.ARun().ModelCalls(Ask.Refund("A1"), Ask.Note()).Responds(1, People.Rita, "true").Owes(new Effect.CallTool("r1.1.2"));

    [Fact]
    public void An_unknown_outcome_withdraws_what_was_meant_to_follow() =>
        Story.ARun().ModelCalls(Ask.Note("A1"), Ask.Note("A2"), Ask.Look()).Sends(1)
            .When.GoesSilent(1).Then<CallOutcomeUnknown, CallWithdrawn>().Is(RunStatus.OutcomeUnknown).Owes(new Effect.CallTool("r1.1.3"));

    [Fact]
    public void A_failure_that_the_tool_reported_lets_the_next_go() =>
        Story.ARun().ModelCalls(Ask.Note("A1"), Ask.Note("A2")).Sends(1).When.ReportsError(1).Then<CallFailed>().Owes(new Effect.CallTool("r1.1.2"));

    [Theory]
    [InlineData("reject")]
    [InlineData("revise")]
    [InlineData("withdraw")]
    public void A_follower_whose_verdict_comes_after_the_setback_is_withdrawn_and_a_read_goes(string setback)
    {
        var story = Story.ARun().ModelIsAsked().ModelReplies([Ask.Refund("A1"), Ask.Note(), Ask.Look()]).Validated(1);
        _ = setback switch { "reject" => story.Rejects(1, People.Rita), "revise" => story.Revises(1, People.Rita), _ => story.Withdraws(1, People.Sam) };
        story.When.Validated(2).Validated(3).Then<CallWithdrawn, CallValidated>().Owes(new Effect.CallTool("r1.1.3"));
    }

    [Fact]
    public void An_independent_write_neither_waits_nor_is_withdrawn() =>
        Story.ARun().ModelCalls(Ask.Refund("A1"), Ask.Tag("A2")).Owes(new Effect.CallTool("r1.1.2"))
            .When.Rejects(1, People.Rita).Then<ProposalRejected>().Owes(new Effect.CallTool("r1.1.2"));

    [Fact]
    public void An_independent_write_waits_while_the_same_deed_waits_for_a_person()
    {
        var story = Story.ARun().ModelCalls(Ask.Mail("A1"), Ask.Mail("A1")).Approves(2, People.Rita).Owes();
        story.Approves(1, People.Rita).Owes(new Effect.CallTool("r1.1.1"), new Effect.CallTool("r1.1.2"));
    }

    [Fact]
    public void While_an_outcome_is_unknown_no_write_starts_not_even_an_independent_one()
    {
        var story = Story.ARun().ModelCalls(Ask.Note("A1"), Ask.Tag("A2")).Sends(1).GoesSilent(1).Owes();
        story.When.Sends(2).ThenNothing();
        story.When.Rules(1, SettledOutcome.Happened, People.Rita).Then<CallOutcomeSettled>().Owes(new Effect.CallTool("r1.1.2"));
    }

    [Fact]
    public void The_model_is_asked_again_only_when_every_call_is_answered() =>
        Story.ARun().ModelCalls(Ask.Look("A1"), Ask.Look("A2")).Sends(1).Answers(1).Sends(2).Owes().Answers(2).Owes(new Effect.AskModel(2, 1, Purpose.Act));
}
