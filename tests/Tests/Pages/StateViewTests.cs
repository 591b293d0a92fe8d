using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Web.Features.Inbox;

namespace ApprovalConsole.Tests.Pages;

public sealed class StateViewTests
{
    [Theory]
    [InlineData(ProposalStatus.Approved, "Approved", false)]
    [InlineData(ProposalStatus.Executing, "Executing", false)]
    [InlineData(ProposalStatus.Executed, "Done", true)]
    [InlineData(ProposalStatus.Failed, "Failed, nothing happened", true)]
    [InlineData(ProposalStatus.OutcomeUnknown, "Outcome unknown", false)]
    public void An_approval_says_how_far_it_came(ProposalStatus status, string label, bool settled)
    {
        var state = StateView.Of(Proposals.Refund().DecidedBy("rita", DecisionKind.Approve, status))!;
        Assert.Equal((label, settled), (state.Label, state.IsSettled));
    }

    [Fact]
    public void Nothing_is_ticked_off_before_the_tool_has_answered() => Assert.All(
        Enum.GetValues<ProposalStatus>().Where(s => s is not ProposalStatus.Executed),
        status => Assert.NotEqual("✓", StateView.Of(Proposals.Refund().DecidedBy("rita", DecisionKind.Approve, status))?.Sign));

    [Fact]
    public void What_waits_has_no_state_yet() => Assert.Null(StateView.Of(Proposals.Refund()));

    [Fact]
    public void An_edit_is_said_to_be_one() =>
        Assert.Equal("Done, edited", StateView.Of(Proposals.Refund().DecidedBy("rita", DecisionKind.Edit, ProposalStatus.Executed))!.Label);

    [Fact]
    public void A_person_s_answer_does_not_pass_for_the_tool_s() =>
        Assert.Equal("The tool was not called.", StateView.Of(Proposals.Refund().DecidedBy("rita", DecisionKind.Respond, ProposalStatus.Executed))!.Sentence);
}
