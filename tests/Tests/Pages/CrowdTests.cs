using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Inbox;

namespace ApprovalConsole.Tests.Pages;

public sealed class CrowdTests
{
    [Fact]
    public void Many_of_one_agent_for_one_tool_are_a_crowd_and_few_or_different_ones_are_none()
    {
        Assert.Empty(Crowd.In(Listed([.. Many(Crowd.Least - 1), Proposals.Refund("x.1.1.p1") with { Tool = "shop.other" }])));
        Assert.Equal(new Crowd(Proposals.Refund().Agent, Proposals.Refund().Tool, Crowd.Least), Assert.Single(Crowd.In(Listed([.. Many(Crowd.Least), Proposals.Refund("x.1.1.p1") with { Agent = "another" }]))));
    }

    [Fact]
    public void What_waits_to_be_let_in_counts_and_what_was_decided_does_not()
    {
        var view = InboxView.From(Listed([.. Many(3)]), Page([.. Many(Crowd.Least + 1)]), [], Crowd.Least + 1);
        Assert.Equal(Crowd.Least + 1, Assert.Single(Crowd.In(view)).Count);
        var decided = InboxView.From(view, Page([.. Many(Crowd.Least + 1).Skip(2)]), Many(2).Select(p => p.DecidedBy("remy", DecisionKind.Reject, ProposalStatus.Rejected)), Crowd.Least - 1);
        Assert.Empty(Crowd.In(decided));
    }

    private static IEnumerable<ProposalView> Many(int count) => Enumerable.Range(0, count).Select(i => Proposals.Refund($"run{i}.1.1.p1"));

    private static InboxView Listed(ProposalView[] pending) => InboxView.From(InboxView.Empty, Page(pending), [], pending.Length);

    private static Page<ProposalView> Page(ProposalView[] pending) => new(pending, null);
}
