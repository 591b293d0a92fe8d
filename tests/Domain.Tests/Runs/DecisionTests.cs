using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>People's answers.</summary>
public sealed class DecisionTests
{
    private const string Ten = """{"order":"A1","amount":10}""";

    private static Story Asked => Story.ARun().ModelCalls(Ask.Refund());

    [Fact]
    public void An_approval_makes_the_call_due() => Asked.When.Approves(1, People.Rita).Then<ProposalApproved>().Owes(new Effect.CallTool("r1.1.1"));

    [Fact]
    public void An_answer_says_how_long_its_proposal_was_looked_at_where_that_is_known()
    {
        Asked.When.Sees(1, DecisionKind.Approve, People.Rita, TimeSpan.FromSeconds(3)).With<ProposalApproved>(e => e.SeenFor, TimeSpan.FromSeconds(3));
        Asked.When.Sees(1, DecisionKind.Reject, People.Rita, TimeSpan.FromSeconds(9)).With<ProposalRejected>(e => e.SeenFor, TimeSpan.FromSeconds(9));
        Asked.When.Approves(1, People.Rita).With<ProposalApproved>(e => e.SeenFor, null);
    }

    [Fact]
    public void A_rejection_denies_the_deed_and_tells_the_model_why() =>
        Asked.When.Rejects(1, People.Rita).Then<ProposalRejected>().ModelIsTold(1, """{"status":"rejected","reason":"because"}""").Owes(new Effect.AskModel(2, 1, Purpose.Plan));

    [Fact]
    public void A_denied_deed_is_refused_however_else_its_arguments_read() =>
        Asked.Rejects(1, People.Rita).ModelIsAsked().ModelReplies([Ask.Refund("A1", 19)])
            .When.Validated(1).Then<CallRefused>().With<CallRefused>(e => e.Findings.Single().Code, "denied");

    [Fact]
    public void Another_deed_of_the_same_tool_is_not_denied() =>
        Asked.Rejects(1, People.Rita).ModelIsAsked().ModelReplies([Ask.Refund("A2")]).When.Validated(1).Then<CallValidated, ProposalMade>();

    [Fact]
    public void A_rejection_takes_the_same_deed_asked_for_twice_with_it() =>
        Story.ARun().ModelCalls(Ask.Mail("A1"), Ask.Mail("A1"), Ask.Mail("A2")).Approves(1, People.Remy)
            .When.Rejects(2, People.Rita).Then<ProposalRejected, CallWithdrawn>().CallIs(3, CallStatus.Waiting).ProposalIs("r1.1.1.p1", ProposalStatus.Withdrawn);

    [Fact]
    public void A_rejection_may_stop_the_run() =>
        Asked.When.Rejects(1, People.Rita, stop: true).Then<ProposalRejected, CancelRequested, Cancelled>().Is(RunStatus.Cancelled);

    [Fact]
    public void One_rejection_settles_what_needs_two_approvals() =>
        Story.ARun().ModelCalls(Ask.Wire()).Approves(1, People.Rita).When.Rejects(1, People.Remy).Then<ProposalRejected>().CallIs(1, CallStatus.Rejected);

    [Fact]
    public void A_revision_goes_back_to_the_model_and_denies_nothing() =>
        Asked.Revises(1, People.Rita).ModelIsTold(1, """{"status":"revise","reason":"because"}""").ModelIsAsked().ModelReplies([Ask.Refund()])
            .When.Validated(1).Then<CallValidated, ProposalMade>();

    [Fact]
    public void A_deed_is_sent_back_twice_at_most() =>
        Asked.Revises(1, People.Rita).ModelCalls(Ask.Refund("A1", 19)).Revises(1, People.Remy).ModelCalls(Ask.Refund("A1", 18))
            .When.Revises(1, People.Rita).ThenRefused(RefusalCode.InvalidRequest);

    [Fact]
    public void A_response_stands_in_for_the_tool() =>
        Asked.When.Responds(1, People.Rita, """{"paid":"by hand"}""").Then<ProposalResponded>().ProposalIs("r1.1.1.p1", ProposalStatus.Executed)
            .ModelIsTold(1, """{"status":"ok","answeredByPerson":true,"result":{"paid":"by hand"}}""");

    [Fact]
    public void An_edit_is_approved_on_the_edited_bytes_and_the_model_is_told_what_changed()
    {
        var story = Asked.When.Edits(1, People.Rita, Ten).Then<ProposalEdited>();
        Assert.Equal("""{"amount":20,"order":"A1"}""", story.ProposalOf(1).OriginalArguments.ToString());
        story.When.Sends(1).Then<CallIntended>().With<CallIntended>(e => e.ArgumentsHash, story.ProposalOf(1).ArgumentsHash);
        story.Answers(1).ModelIsTold(1, """{"status":"ok","editedByReviewer":{"changed":[{"path":"/amount","was":20,"is":10}]},"result":"done"}""");
    }

    [Fact]
    public void An_edit_that_changes_nothing_is_an_approval() => Asked.When.Edits(1, People.Rita, """{ "amount": 20, "order": "A1" }""").Then<ProposalApproved>();

    [Fact]
    public void I7_edited_arguments_pass_all_layers_or_are_refused() =>
        Asked.When.Edits(1, People.Rita, """{"amount":10}""").ThenRefused(RefusalCode.ValidationFailed);

    [Fact]
    public void An_edit_without_arguments_is_refused() => Asked.When.Decides(1, DecisionKind.Edit, People.Rita).ThenRefused(RefusalCode.InvalidRequest);

    [Fact]
    public void An_edit_of_what_needs_two_makes_a_new_proposal_on_which_the_editor_is_the_first()
    {
        var story = Story.ARun().ModelCalls(Ask.Wire("A1")).Approves(1, People.Rita)
            .When.Edits(1, People.Remy, """{"order":"A2"}""").Then<ProposalWithdrawn, ProposalMade, ProposalApproved>()
            .ProposalIs("r1.1.1.p1", ProposalStatus.Withdrawn).ProposalIs("r1.1.1.p2", ProposalStatus.Pending);
        Assert.Equal(["remy"], story.ProposalOf(1).Approvals.Select(a => a.By.Subject));
        Assert.Equal("""{"order":"A1"}""", story.ProposalOf(1).OriginalArguments.ToString());
        story.When.Approves(1, People.Rita).Then<ProposalApproved>().CallIs(1, CallStatus.Approved);
        story.When.Sends(1).Answers(1).Then<CallIntended, CallSucceeded>();
        story.ModelIsTold(1, """{"status":"ok","editedByReviewer":{"changed":[{"path":"/order","was":"A1","is":"A2"}]},"result":"done"}""");
    }

    [Fact]
    public void An_edit_into_a_stricter_class_needs_the_stricter_class_number() =>
        Asked.When.Edits(1, People.Rita, """{"order":"A1","amount":500}""").Then<ProposalWithdrawn, ProposalMade, ProposalApproved>().CallIs(1, CallStatus.Waiting);

    [Fact]
    public void An_edit_into_a_laxer_class_keeps_the_number_that_was_needed() =>
        Story.ARun().ModelCalls(Ask.Refund("A1", 500)).When.Edits(1, People.Rita, Ten)
            .Then<ProposalWithdrawn, ProposalMade, ProposalApproved>().CallIs(1, CallStatus.Waiting);

    [Fact]
    public void The_same_decision_sent_again_adds_nothing()
    {
        var story = Asked;
        var decision = story.Decision(1, DecisionKind.Approve, People.Rita);
        story.Do(decision).When.Do(decision).ThenNothing();
    }

    [Fact]
    public void The_same_decisionId_for_another_decision_is_refused()
    {
        var story = Asked;
        var decision = story.Decision(1, DecisionKind.Approve, People.Rita);
        story.Do(decision).When.Do(decision with { Kind = DecisionKind.Reject, Fingerprint = "other" }).ThenRefused(RefusalCode.DecisionReused);
    }

    [Theory]
    [InlineData(DecisionKind.Approve)]
    [InlineData(DecisionKind.Reject)]
    [InlineData(DecisionKind.Revise)]
    [InlineData(DecisionKind.Respond)]
    public void The_second_person_is_told_that_it_was_decided(DecisionKind first) =>
        Asked.Decides(1, first, People.Rita).When.Approves(1, People.Remy).ThenRefused(RefusalCode.AlreadyDecided);

    [Fact]
    public void A_decision_on_a_proposal_that_does_not_exist_is_refused()
    {
        var story = Asked;
        story.When.Do(story.Decision(1, DecisionKind.Approve, People.Rita) with { ProposalId = "r1.1.9.p1" }).ThenRefused(RefusalCode.UnknownProposal);
    }

    [Fact]
    public void A_decision_on_a_stale_proposal_is_refused_as_stale()
    {
        var story = Asked.Approves(1, People.Rita);
        var late = story.Decision(1, DecisionKind.Approve, People.Remy);
        story.Sends(1, genuine: false).When.Do(late).ThenRefused(RefusalCode.Stale);
    }

    [Fact]
    public void I8_expiry_never_approves() =>
        Asked.After(TimeSpan.FromDays(1)).When.Wakes().Then<ProposalExpired>().ModelIsTold(1, """{"status":"expired"}""").Owes(new Effect.AskModel(2, 1, Purpose.Plan));

    [Fact]
    public void I8_one_of_two_approvals_and_silence_is_no_approval() =>
        Story.ARun().ModelCalls(Ask.Wire()).Approves(1, People.Rita).After(TimeSpan.FromDays(2)).When.Wakes().Then<ProposalExpired>().CallIs(1, CallStatus.Expired);

    [Fact]
    public void I8_a_decision_after_the_expiry_is_refused_even_before_the_clock_rang() =>
        Asked.After(TimeSpan.FromDays(1)).When.Approves(1, People.Rita).ThenRefused(RefusalCode.Expired);

    [Fact]
    public void A_proposal_that_still_has_time_does_not_expire() => Asked.After(TimeSpan.FromHours(23)).When.Wakes().ThenNothing();

    [Fact]
    public void A_waiting_run_owes_a_look_at_its_expiry()
    {
        var story = Asked.Is(RunStatus.AwaitingDecision);
        Assert.Equal([new Effect.WakeAt(Story.Noon.AddDays(1))], RunDue.Of(story.Run));
    }

    [Fact]
    public void A_withdrawn_proposal_cannot_be_decided()
    {
        var story = Asked.When.Withdraws(1, People.Sam).Then<ProposalWithdrawn>().CallIs(1, CallStatus.Withdrawn);
        story.When.Withdraws(1, People.Sam).ThenNothing();
        story.When.Approves(1, People.Rita).ThenRefused(RefusalCode.AlreadyDecided);
    }

    [Fact]
    public void An_approved_proposal_cannot_be_withdrawn() => Asked.Approves(1, People.Rita).When.Withdraws(1, People.Sam).ThenRefused(RefusalCode.AlreadyDecided);

    [Fact]
    public void A_shown_proposal_has_another_view_hash_when_anything_shown_differs()
    {
        var shown = Asked.ProposalOf(1);
        Proposal[] others =
        [
            shown with { Id = "other" }, shown with { Revision = 2 }, shown with { Arguments = Ten },
            shown with { Facts = [new Fact("total", "desk.look", "x", "/total", "20", Story.Noon)] }, shown with { Terms = shown.Terms with { Title = "Other" } },
            shown with { Terms = shown.Terms with { Reversibility = Reversibility.Critical } }, shown with { Terms = shown.Terms with { DefinitionHash = "other" } },
            shown with { Terms = shown.Terms with { PolicyVersion = 9 } },
        ];
        Assert.Equal(others.Length + 1, others.Append(shown).Select(ViewHash.Of).Distinct().Count());
    }
}
