using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Inbox;
using Bunit;

namespace ApprovalConsole.Tests.Pages;

/// <summary>What became of a proposal: who let it go and when, and when it was known what came of it, are told apart.</summary>
public sealed class StateStripTests : BunitContext
{
    private static readonly DecisionView Approval = new(DecisionKind.Approve, "rita", "Page", "", Proposals.Noon);

    [Theory]
    [InlineData(ProposalStatus.Executed, CallStatus.Succeeded, "Done at 12:00:05 · approved by rita at 12:00:00 · The tool answered.")]
    [InlineData(ProposalStatus.Failed, CallStatus.Failed, "Failed, nothing happened at 12:00:05 · approved by rita at 12:00:00 · The tool said no, or was never reached.")]
    public void An_outcome_has_an_instant_of_its_own(ProposalStatus status, CallStatus call, string said) =>
        Assert.Equal(said, Said(Proposals.Refund() with { Status = status, Decision = Approval, Outcome = new(call, "ok", Proposals.Noon.AddSeconds(5)) }));

    [Fact]
    public void What_is_out_has_none_yet() =>
        Assert.Equal("Executing · approved by rita at 12:00:00 · Sent; no answer yet.", Said(Proposals.Refund() with { Status = ProposalStatus.Executing, Decision = Approval }));

    [Fact]
    public void What_never_goes_is_the_deed_of_who_said_so() =>
        Assert.Equal("Rejected by rita at 12:00:00 · Nothing was sent.", Said(Proposals.Refund() with { Status = ProposalStatus.Rejected, Decision = Approval with { Decision = DecisionKind.Reject } }));

    private string Said(ProposalView proposal) => Render<StateStrip>(s => s.Add(p => p.State, StateView.Of(proposal))).Find("p").TextContent;
}
