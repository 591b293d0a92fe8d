using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>While an approved call is held, the approval can be taken back.</summary>
public sealed class RecallTests
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(30);

    private static Story Held => Story.ARun().ToolChanges("refund", t => t.WithPolicy(p => p with { HoldSeconds = 30 })).ModelCalls(Ask.Refund()).Approves(1, People.Rita);

    [Fact]
    public void A_held_call_is_not_sent_before_its_time() => Held.Owes(new Effect.CallTool("r1.1.1", Story.Noon + Hold)).When.Sends(1).ThenNothing();

    [Fact]
    public void After_the_hold_it_is_sent_once()
    {
        var story = Held.After(Hold).When.Sends(1).Then<CallIntended>();
        story.When.Sends(1).ThenNothing();
    }

    [Fact]
    public void A_recalled_call_waits_again_and_is_not_sent_after_the_hold()
    {
        var story = Held.When.Recalls(1, People.Remy).Then<ProposalRecalled>().Is(RunStatus.AwaitingDecision).ProposalIs("r1.1.1.p1", ProposalStatus.Pending).Owes();
        story.After(Hold).When.Sends(1).ThenNothing();
    }

    [Fact]
    public void A_recalled_call_needs_a_new_approval_and_is_held_anew() =>
        Held.Recalls(1, People.Rita).After(Hold).Approves(1, People.Rita).Owes(new Effect.CallTool("r1.1.1", Story.Noon + Hold + Hold));

    [Fact]
    public void Of_two_approvals_neither_outlives_a_recall()
    {
        var story = Story.ARun().ToolChanges("wire", t => t.WithPolicy(p => p with { HoldSeconds = 30 })).ModelCalls(Ask.Wire()).Approves(1, People.Rita).Approves(1, People.Remy);
        Assert.Empty(story.Recalls(1, People.Rita).ProposalOf(1).Approvals);
        story.Approves(1, People.Remy).Is(RunStatus.AwaitingDecision);
    }

    [Fact]
    public void Who_asked_for_the_run_may_recall_too() => Held.When.Recalls(1, People.Shop).Then<ProposalRecalled>();

    [Fact]
    public void A_recall_given_twice_adds_nothing() => Held.Recalls(1, People.Rita).When.Recalls(1, People.Rita).ThenNothing();

    [Fact]
    public void What_was_sent_cannot_be_recalled() => Held.After(Hold).Sends(1).When.Recalls(1, People.Rita).ThenRefused(RefusalCode.AlreadyDecided);

    [Fact]
    public void What_was_rejected_cannot_be_recalled() => Story.ARun().ModelCalls(Ask.Refund()).Rejects(1, People.Rita).When.Recalls(1, People.Rita).ThenRefused(RefusalCode.AlreadyDecided);
}
