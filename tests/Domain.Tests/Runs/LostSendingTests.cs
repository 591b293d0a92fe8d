using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Domain.Tests.Runs.Telling;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Runs;

/// <summary>I2: a sending that was lost may have happened. It goes again at once, as the same deed under its key, or a person says what became of it.</summary>
public sealed class LostSendingTests
{
    private static Story LostPayment => Story.ARun().IsOut(Ask.Pay()).Crashes();

    [Fact]
    public void Under_its_key_it_goes_again_by_itself() => LostPayment.When.Sends(1).Then<RunEvent.CallIntended>();

    [Fact]
    public void Where_it_would_have_to_be_asked_about_again_a_person_says_whether_it_happened() => LostPayment
        .ToolChanges("pay", t => t.WithPolicy(p => p with { Title = "Pay {/order}" }))
        .When.Sends(1).Then<RunEvent.CallOutcomeUnknown>().Is(RunStatus.OutcomeUnknown);

    [Fact]
    public void Where_it_may_not_go_any_more_it_is_not_called_refused() => LostPayment
        .ToolChanges("pay", t => t with { Status = ToolStatus.Disabled })
        .When.Sends(1).Then<RunEvent.CallOutcomeUnknown>().CallIs(1, CallStatus.Unknown);

    [Fact]
    public void A_read_that_is_no_read_any_more_is_not_made_again() => Story.ARun().ModelCalls(Ask.Look()).Sends(1).Crashes().CallIs(1, CallStatus.Ready)
        .ToolChanges("look", t => t.WithPolicy(p => p with { Reversibility = Reversibility.Irreversible }))
        .When.Sends(1).Then<RunEvent.CallOutcomeUnknown>();

    [Fact]
    public void A_read_that_still_is_one_is_made_again_and_may_be_refused() => Story.ARun().ModelCalls(Ask.Look()).Sends(1).Crashes()
        .ToolChanges("look", t => t with { Status = ToolStatus.Disabled })
        .When.Sends(1).Then<RunEvent.CallRefused>();

    [Fact]
    public void A_cancelled_run_does_not_end_before_a_person_has_said_what_became_of_it()
    {
        var cancelled = Story.ARun().ModelCalls(Ask.Sync(), Ask.Note()).Sends(1).Crashes().When.IsCancelled(People.Sam);
        cancelled.Then<RunEvent.CancelRequested, RunEvent.CallOutcomeUnknown, RunEvent.CallWithdrawn>().Is(RunStatus.OutcomeUnknown);
        cancelled.When.Rules(1, SettledOutcome.Happened, People.Ada).Then<RunEvent.CallOutcomeSettled, RunEvent.Cancelled>();
    }

    [Fact]
    public void Its_approval_cannot_be_recalled_for_it_has_had_its_sending() => LostPayment.CallIs(1, CallStatus.Approved).When.Recalls(1, People.Rita).ThenRefused(RefusalCode.AlreadyDecided);

    [Fact]
    public void Where_whoever_approved_it_is_blocked_it_is_not_put_back_among_those_that_wait() =>
        LostPayment.When.IsToldOfBlocked(People.Rita).Then<RunEvent.CallOutcomeUnknown>();

    [Fact]
    public void That_its_second_sending_did_not_arrive_says_nothing_of_the_first() => LostPayment.Sends(1)
        .When.ProvesNotExecuted(1).Then<RunEvent.CallOutcomeUnknown>().When.ProvesNotExecuted(1).ThenNothing();

    [Fact]
    public void That_its_only_sending_did_not_arrive_says_all() => Story.ARun().IsOut(Ask.Pay()).When.ProvesNotExecuted(1).Then<RunEvent.CallFailed>();

    [Fact]
    public void A_denial_of_its_like_does_not_call_it_withdrawn()
    {
        var lost = Story.ARun().ModelCalls(Ask.Sync()).Sends(1).Crashes();
        lost.When.Denies(lost.Call(1).Terms!.EffectHash).Then<RunEvent.EffectsDenied, RunEvent.CallOutcomeUnknown>();
    }
}
