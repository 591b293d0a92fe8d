using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>Never more proposals wait than may. What would be one too many is held back, and no word of a person's is refused for it.</summary>
public sealed class OpenProposalTests
{
    /// <summary>Of a run that may have one proposal waiting: a tag to go, and a mail that waits.</summary>
    private static Story ATagAndAMail => Story.ARun(new() { OpenProposals = 1 }).ToolChanges("mail", t => t.WithPolicy(p => p with { HoldSeconds = 30 })).ModelCalls(Ask.Tag("A1"), Ask.Mail("A2")).CallIs(2, CallStatus.Waiting);

    /// <summary>The mail is approved and held, and the tag, to be sent again, waits in its place.</summary>
    private static Story ATagWaitsAndAMailIsHeld =>
        ATagAndAMail.Sends(1).GoesSilent(1).Approves(2, People.Rita).Rules(1, SettledOutcome.SendAgain, People.Ada).Sends(1).CallIs(1, CallStatus.Waiting);

    private static Story OneWaits(Story story)
    {
        Assert.Single(story.Run.PendingProposals);
        return story;
    }

    [Fact]
    public void What_is_to_be_sent_again_is_proposed_when_one_of_those_that_wait_is_decided()
    {
        var story = ATagAndAMail.Sends(1).GoesSilent(1).Rules(1, SettledOutcome.SendAgain, People.Ada).CallIs(1, CallStatus.Ready).Is(RunStatus.AwaitingDecision).Owes();
        OneWaits(story).When.Sends(1).ThenNothing();
        OneWaits(story.Approves(2, People.Rita).When.Sends(1).Then<ProposalMade>());
    }

    [Fact]
    public void A_call_whose_class_was_raised_is_proposed_when_one_of_those_that_wait_is_decided()
    {
        var story = ATagAndAMail.ToolChanges("tag", t => t.WithPolicy(p => p with { Reversibility = Reversibility.Irreversible })).When.Sends(1).Then<CallValidated>().CallIs(1, CallStatus.Ready).Owes();
        OneWaits(story).When.Sends(1).ThenNothing();
        OneWaits(story.Rejects(2, People.Rita).When.Sends(1).Then<ProposalMade>()).Approves(1, People.Rita).When.Sends(1).Then<CallIntended>();
    }

    [Fact]
    public void A_recalled_approval_is_void_at_once_and_the_call_proposed_anew_when_one_of_those_that_wait_is_decided()
    {
        var story = OneWaits(ATagWaitsAndAMailIsHeld.When.Recalls(2, People.Rita).Then<ProposalWithdrawn>()).CallIs(2, CallStatus.Ready).Owes();
        story.After(TimeSpan.FromSeconds(30)).When.Sends(2).ThenNothing();
        OneWaits(story.Approves(1, People.Rita).When.Sends(2).Then<ProposalMade>().With<ProposalMade>(e => e.Supersedes, "r1.1.2.p1")).When.Sends(2).ThenNothing();
    }

    [Fact]
    public void What_takes_the_place_of_a_stale_proposal_comes_with_the_difference_when_one_of_those_that_wait_is_decided()
    {
        var story = ATagWaitsAndAMailIsHeld.ToolChanges("mail", t => t.WithDescription("Mails otherwise.")).After(TimeSpan.FromSeconds(30));
        OneWaits(story.When.Sends(2).Then<ProposalStaled>()).CallIs(2, CallStatus.Ready).Owes();
        OneWaits(story.Approves(1, People.Rita).When.Sends(2).Then<ProposalMade>().With<ProposalMade>(e => e.Difference.Single().Path, "/definitionHash"));
    }

    [Fact]
    public void Where_there_is_room_it_takes_its_place_in_the_same_commit() =>
        OneWaits(ATagAndAMail.Approves(2, People.Rita).ToolChanges("mail", t => t.WithDescription("Mails otherwise.")).After(TimeSpan.FromSeconds(30)).When.Sends(2).Then<ProposalStaled, ProposalMade>());

    [Fact]
    public void An_approval_whose_giver_was_blocked_is_void_at_once_and_the_call_proposed_anew_when_one_of_those_that_wait_is_decided()
    {
        var story = ATagWaitsAndAMailIsHeld;
        OneWaits(story.When.Do(new RunCommand.VoidApprovals([new Blocking("rita", story.Now)], story.Now)).Then<ProposalWithdrawn>()).CallIs(2, CallStatus.Ready).Owes();
        OneWaits(story.Approves(1, People.Remy).When.Sends(2).Then<ProposalMade>());
    }
}
