using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>Who is blocked has no say any more in what was not sent yet.</summary>
public sealed class VoidedApprovalTests
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(30);

    private static Story Held => Story.ARun().ToolChanges("refund", t => t.WithPolicy(p => p with { HoldSeconds = 30 })).ModelCalls(Ask.Refund()).Approves(1, People.Rita);

    private static Story HalfApproved => Story.ARun().ModelCalls(Ask.Wire()).Approves(1, People.Rita);

    [Fact]
    public void The_first_of_two_approvals_counts_no_more()
    {
        var story = HalfApproved.When.IsToldOfBlocked(People.Rita).Then<ApprovalsVoided>().Is(RunStatus.AwaitingDecision);
        Assert.True(story.ProposalOf(1).HasLostApprovals);
        Assert.Single(story.Approves(1, People.Remy).Is(RunStatus.AwaitingDecision).ProposalOf(1).Approvals);
    }

    [Fact]
    public void An_approved_call_that_is_held_waits_again_and_is_not_sent_after_the_hold()
    {
        var story = Held.When.IsToldOfBlocked(People.Rita).Then<ApprovalsVoided>().Is(RunStatus.AwaitingDecision).ProposalIs("r1.1.1.p1", ProposalStatus.Pending).Owes();
        story.After(Hold).When.Sends(1).ThenNothing();
    }

    [Fact]
    public void What_the_others_approved_stands()
    {
        var story = Story.ARun().ToolChanges("wire", t => t.WithPolicy(p => p with { HoldSeconds = 30 })).ModelCalls(Ask.Wire()).Approves(1, People.Rita).Approves(1, People.Remy).IsToldOfBlocked(People.Remy);
        Assert.Equal(People.Rita, Assert.Single(story.Is(RunStatus.AwaitingDecision).ProposalOf(1).Approvals).By);
    }

    [Fact]
    public void What_was_edited_and_held_waits_again_too() =>
        Story.ARun().ToolChanges("refund", t => t.WithPolicy(p => p with { HoldSeconds = 30 })).ModelCalls(Ask.Refund()).Edits(1, People.Rita, """{"order":"A2"}""").When.IsToldOfBlocked(People.Rita).Then<ApprovalsVoided>();

    [Fact]
    public void Others_and_what_they_approve_once_they_are_back_are_left_alone()
    {
        HalfApproved.When.IsToldOfBlocked(People.Remy).ThenNothing();
        var blocked = Story.Noon;
        var back = Story.ARun().ModelCalls(Ask.Wire()).After(TimeSpan.FromMinutes(1)).Approves(1, People.Rita);
        Assert.Empty(Events(RunDecider.Decide(new RunCommand.VoidApprovals([new(People.Rita.Subject, blocked)], Story.Noon + Hold), back.Run)));
    }

    [Fact]
    public void While_they_are_blocked_nothing_of_theirs_counts_though_a_clock_that_was_set_back_says_it_came_later()
    {
        var story = HalfApproved;
        Assert.IsType<ApprovalsVoided>(Assert.Single(Events(RunDecider.Decide(new RunCommand.VoidApprovals([Blocking.Still(People.Rita.Subject)], Story.Noon - Hold), story.Run))));
        Assert.Empty(Events(RunDecider.Decide(new RunCommand.VoidApprovals([new(People.Rita.Subject, Story.Noon - Hold)], Story.Noon - Hold), story.Run)));
    }

    [Fact]
    public void Told_twice_it_says_nothing_more() => HalfApproved.IsToldOfBlocked(People.Rita).When.IsToldOfBlocked(People.Rita).ThenNothing();

    [Fact]
    public void What_was_sent_stays_sent() => Held.After(Hold).Sends(1).When.IsToldOfBlocked(People.Rita).ThenNothing();

    private static System.Collections.Immutable.ImmutableArray<RunEvent> Events(Ruling<RunEvent> ruling) => Assert.IsType<Ruling<RunEvent>.Accepted>(ruling).Events;
}
