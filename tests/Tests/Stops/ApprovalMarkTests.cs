using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Tests.Stops;

/// <summary>What the console's mark on an approval binds besides what the reviewer saw.</summary>
public sealed class ApprovalMarkTests
{
    [Fact]
    public async Task I1_an_approval_is_none_for_a_proposal_that_fewer_people_suffice_for_or_that_is_held_for_less_time()
    {
        await using var host = await GateHost.StartAsync(writing: new() { ["Approvals"] = 2, ["HoldSeconds"] = 600 });
        await host.TriedAsync();
        var run = await host.StartRunAsync("write:x");
        Assert.Null((await host.DecideAsync(await host.ProposalOfAsync(run))).Refusal);
        var proposal = (await host.RunAsync(run)).Proposals.Values.Single();
        var (approval, seal) = (Assert.Single(proposal.Approvals), host.Get<DecisionSeal>());

        Assert.Equal((2, 600), (proposal.Terms.ApprovalsNeeded, proposal.Terms.Hold.TotalSeconds));
        Assert.True(seal.Holds(proposal, approval));
        Assert.False(seal.Holds(proposal with { Terms = proposal.Terms with { ApprovalsNeeded = 1 } }, approval));
        Assert.False(seal.Holds(proposal with { Terms = proposal.Terms with { Hold = TimeSpan.Zero } }, approval));
    }
}
