using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>An unknown effect blocks its like across runs: the call waits, owes nothing meanwhile, and goes on when it is known.</summary>
public sealed class LikeTests
{
    private static Story Approved => Story.ARun().ModelCalls(Ask.Refund()).Approves(1, People.Rita);

    [Fact]
    public void A_blocked_call_owes_nothing_and_is_not_sent()
    {
        var story = Approved.When.IsBlocked(1).Then<CallBlocked>().Owes().CallIs(1, CallStatus.Approved);
        story.When.Sends(1).ThenNothing();
    }

    [Fact]
    public void Once_it_is_known_that_the_like_did_not_happen_the_approval_still_holds()
    {
        var story = Approved.IsBlocked(1).When.IsUnblocked(1).Then<CallUnblocked>();
        story.When.Sends(1).Then<CallIntended>();
    }

    [Fact]
    public void Where_the_like_happened_a_person_looks_once_more()
    {
        var story = Approved.IsBlocked(1).When.IsUnblocked(1, likeHappened: true).Then<ProposalStaled, CallUnblocked>();
        story.When.Sends(1).Then<ProposalMade>().Is(RunStatus.AwaitingDecision);
    }

    [Fact]
    public void A_call_that_nobody_approves_goes_on_either_way() =>
        Story.ARun().ModelCalls(Ask.Note()).IsBlocked(1).IsUnblocked(1, likeHappened: true).When.Sends(1).Then<CallIntended>();

    [Fact]
    public void An_approval_that_grew_too_old_while_the_call_was_blocked_is_not_used() =>
        Approved.IsBlocked(1).After(TimeSpan.FromMinutes(16)).IsUnblocked(1).When.Sends(1).Then<ProposalStaled, ProposalMade>();

    [Fact]
    public void Reads_are_never_blocked() => Story.ARun().ModelCalls(Ask.Look()).When.IsBlocked(1).ThenNothing();

    [Fact]
    public void What_is_out_is_not_blocked_any_more() => Story.ARun().IsOut(Ask.Refund()).When.IsBlocked(1).ThenNothing();

    [Fact]
    public void Unblocking_what_is_not_blocked_adds_nothing() => Approved.When.IsUnblocked(1, likeHappened: true).ThenNothing();

    [Fact]
    public void A_blocked_approval_can_be_recalled_and_given_again()
    {
        var story = Approved.IsBlocked(1).When.Recalls(1, People.Remy).Then<ProposalRecalled>().Is(RunStatus.AwaitingDecision);
        story.Approves(1, People.Remy).Owes(new Effect.CallTool("r1.1.1"));
    }

    [Fact]
    public void A_run_with_a_blocked_call_can_be_cancelled() => Approved.IsBlocked(1).When.IsCancelled(People.Sam).Then<CancelRequested, CallWithdrawn, Cancelled>();

    [Theory]
    [InlineData(DecisionKind.Approve)]
    [InlineData(DecisionKind.Edit)]
    public void Nobody_approves_while_an_equal_call_is_unknown(DecisionKind kind)
    {
        var story = Story.ARun().ModelCalls(Ask.Refund());
        story.When.Do(story.Decision(1, kind, People.Rita) with { UnknownLike = "r2.1.1" }).ThenRefused(RefusalCode.LikeUnknown);
    }

    [Theory]
    [InlineData(DecisionKind.Reject)]
    [InlineData(DecisionKind.Revise)]
    [InlineData(DecisionKind.Respond)]
    public void Every_other_answer_may_be_given(DecisionKind kind)
    {
        var story = Story.ARun().ModelCalls(Ask.Refund());
        story.When.Do(story.Decision(1, kind, People.Rita) with { UnknownLike = "r2.1.1" }).Then(events: 1);
    }
}
