using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>People who decide together: remarks, hand-overs, who is told of what waits, who finds out. None of it lets a call go.</summary>
public sealed class ColleagueTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static Story Asked => Story.ARun().ModelCalls(Ask.Refund());

    private static Story Slow => Story.ARun().Escalating("refund", Hour, EscalationTarget.Support).ModelCalls(Ask.Refund());

    private static Story Lost => Story.ARun().IsOut(Ask.Refund()).GoesSilent(1);

    [Fact]
    public void A_remark_stays_with_the_proposal_and_changes_nothing_that_a_decision_is_bound_to()
    {
        var (before, after) = (Asked.ProposalOf(1), Asked.Remarks(1, People.Remy).ProposalOf(1));
        Assert.Equal(("Look at the date.", People.Remy), (after.Comments.Single().Text.ToString(), after.Comments.Single().By));
        Assert.Equal((before.ViewHash, before.ArgumentsHash), (after.ViewHash, after.ArgumentsHash));
    }

    [Fact]
    public void A_remark_sent_twice_is_one() => Asked.Remarks(1, People.Remy).When.Remarks(1, People.Remy).ThenNothing();

    [Fact]
    public void Another_remark_under_the_same_id_is_refused()
    {
        Asked.Remarks(1, People.Remy).When.Remarks(1, People.Remy, "Another.").ThenRefused(RefusalCode.InvalidRequest);
        Asked.Remarks(1, People.Remy).When.Remarks(1, People.Rita).ThenRefused(RefusalCode.InvalidRequest);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void A_remark_says_something(string text) => Asked.When.Remarks(1, People.Remy, text).ThenRefused(RefusalCode.InvalidRequest);

    [Fact]
    public void A_remark_is_as_long_as_it_may_be_and_no_longer()
    {
        Asked.When.Remarks(1, People.Remy, new('x', Comment.Longest)).Then<ProposalCommented>();
        Asked.When.Remarks(1, People.Remy, new('x', Comment.Longest + 1)).ThenRefused(RefusalCode.InvalidRequest);
    }

    [Fact]
    public void One_proposal_takes_so_many_remarks()
    {
        var full = Enumerable.Range(0, Comment.Most).Aggregate(Asked, (story, i) => story.Remarks(1, People.Remy, id: $"m{i}"));
        full.When.Remarks(1, People.Remy, id: "one too many").ThenRefused(RefusalCode.InvalidRequest);
    }

    [Fact]
    public void What_was_decided_can_still_be_remarked_on_until_the_run_has_ended()
    {
        var decided = Asked.Approves(1, People.Rita).Sends(1).Answers(1);
        decided.When.Remarks(1, People.Remy).Then<ProposalCommented>();
        decided.ModelAnswers().When.Do(new RunCommand.Comment("r1.1.1.p1", "m2", People.Remy, "Too late.", decided.Now)).ThenRefused(RefusalCode.RunEnded);
    }

    [Fact]
    public void What_takes_a_proposals_place_keeps_its_remarks_and_whose_it_is()
    {
        var edited = Story.ARun().ModelCalls(Ask.Wire()).Remarks(1, People.Remy).HandsOver(1, People.Remy, People.Rita).Edits(1, People.Rita, """{"order":"A2"}""").ProposalOf(1);
        Assert.Equal(2, edited.Revision);
        Assert.Equal(("Look at the date.", "rita"), (Assert.Single(edited.Comments).Text.ToString(), edited.HandedOver?.To));
    }

    [Fact]
    public void What_was_handed_to_one_may_still_be_decided_by_others() => Asked.HandsOver(1, People.Rita, People.Remy).When.Approves(1, People.Rita).Then<ProposalApproved>();

    [Fact]
    public void It_is_handed_over_once_and_back_to_everybody_once()
    {
        var story = Asked.HandsOver(1, People.Rita, People.Remy);
        story.When.HandsOver(1, People.Rita, People.Remy, "again").ThenNothing();
        Assert.Null(story.When.HandsOver(1, People.Remy, null).Then<ProposalHandedOver>().ProposalOf(1).HandedOver);
        story.When.HandsOver(1, People.Remy, null).ThenNothing();
    }

    [Fact]
    public void What_is_decided_is_not_handed_over() => Asked.Approves(1, People.Rita).When.HandsOver(1, People.Rita, People.Remy).ThenRefused(RefusalCode.AlreadyDecided);

    [Fact]
    public void What_waits_too_long_is_told_to_others_once_and_waits_on()
    {
        var story = Slow;
        Assert.Equal([new Effect.WakeAt(Story.Noon + Hour)], RunDue.Of(story.Run));
        story.When.After(Hour - TimeSpan.FromSeconds(1)).Wakes().ThenNothing();
        story.When.After(TimeSpan.FromSeconds(1)).Wakes().Then<ProposalEscalated>().Is(RunStatus.AwaitingDecision);
        story.When.Wakes().ThenNothing();
        Assert.Equal([new Effect.WakeAt(Story.Noon.AddDays(1))], RunDue.Of(story.Run));
    }

    [Fact]
    public void What_is_decided_in_time_is_told_to_nobody() => Slow.Approves(1, People.Rita).After(Hour).When.Wakes().ThenNothing();

    [Fact]
    public void What_has_expired_is_told_to_nobody() => Slow.After(TimeSpan.FromDays(1)).When.Wakes().Then<ProposalExpired>();

    [Fact]
    public void Who_finds_out_is_named_and_keeps_nobody_else_from_saying_so()
    {
        var story = Lost.When.TakesOn(1, People.Rita).Then<CallOutcomeTakenOn>();
        story.When.TakesOn(1, People.Rita).ThenNothing();
        Assert.Equal(People.Remy, story.TakesOn(1, People.Remy).Call(1).OutcomeOwner?.By);
        Assert.Null(story.Rules(1, SettledOutcome.Happened, People.Sam).Call(1).OutcomeOwner);
    }

    [Fact]
    public void Nobody_finds_out_what_is_known() => Asked.Approves(1, People.Rita).Sends(1).Answers(1).When.TakesOn(1, People.Rita).ThenRefused(RefusalCode.NotUnknown);
}
