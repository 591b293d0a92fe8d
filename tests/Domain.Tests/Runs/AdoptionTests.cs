using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using static ApprovalConsole.Domain.Runs.RunEvent;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>Somebody goes on with a database that was put back, cut or changed: what it says is yet to be sent may have been sent.</summary>
public sealed class AdoptionTests
{
    [Fact]
    public void I2_an_approved_call_that_was_not_sent_is_unknown_once_the_database_is_adopted() =>
        Story.ARun().ModelCalls(Ask.Refund()).Approves(1, People.Rita).When.IsAdopted().Then<CallOutcomeUnknown>().Is(RunStatus.OutcomeUnknown).Owes();

    [Fact]
    public void I2_a_write_that_needs_nobody_is_unknown_too() => Story.ARun().ModelCalls(Ask.Note()).When.IsAdopted().Then<CallOutcomeUnknown>().Owes();

    [Fact]
    public void A_read_goes_on() => Story.ARun().ModelCalls(Ask.Look()).When.IsAdopted().ThenNothing();

    [Fact]
    public void What_waits_for_people_goes_on_waiting() => Story.ARun().ModelCalls(Ask.Refund()).When.IsAdopted().ThenNothing().Is(RunStatus.AwaitingDecision);

    [Fact]
    public void A_run_that_has_ended_is_left_alone() => Story.ARun().ModelAnswers().When.IsAdopted().ThenNothing();

    [Fact]
    public void Adopted_twice_adds_nothing() => Story.ARun().ModelCalls(Ask.Refund()).Approves(1, People.Rita).IsAdopted().When.IsAdopted().ThenNothing();

    [Fact]
    public void Whoever_approved_it_does_not_rule_that_it_did_not_happen()
    {
        Story Adopted() => Story.ARun().ModelCalls(Ask.Refund()).Approves(1, People.Rita).IsAdopted();
        Adopted().When.Rules(1, SettledOutcome.DidNotHappen, People.Rita).ThenRefused(RefusalCode.SeparationOfDuties);
        Adopted().When.Rules(1, SettledOutcome.DidNotHappen, People.Remy).Then<CallOutcomeSettled>();
    }

    [Fact]
    public void I1_sent_again_it_needs_a_decision_of_its_own_and_may_be_adopted_once_more()
    {
        var story = Story.ARun().ModelCalls(Ask.Refund()).Approves(1, People.Rita).IsAdopted().Rules(1, SettledOutcome.SendAgain, People.Remy);
        story.When.Sends(1).Then<ProposalMade>();
        story.Approves(1, People.Rita).IsAdopted().When.Rules(1, SettledOutcome.Happened, People.Remy).Then<CallOutcomeSettled>();
    }

    [Fact]
    public void What_was_meant_to_follow_is_withdrawn() =>
        Story.ARun().ModelCalls(Ask.Note(), Ask.Refund()).When.IsAdopted().Then<CallOutcomeUnknown, ProposalWithdrawn>();
}
