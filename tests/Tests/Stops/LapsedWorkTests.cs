using System.Text.Json.Nodes;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Setups;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Stops;

/// <summary>Somebody is blocked, and has things under way.</summary>
public sealed class LapsedWorkTests
{
    private static readonly Actor Remy = new("remy", "remy", Channel.Page);

    [Fact]
    public async Task I1_the_first_of_two_approvals_counts_no_more_once_its_giver_is_blocked_nor_when_they_are_let_in_again()
    {
        await using var host = await GateHost.StartAsync(writing: new JsonObject { ["Approvals"] = 2 });
        await host.TriedAsync();
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("write:two"));
        Assert.Null((await host.DecideAsync(proposal)).Refusal);

        await BlockAsync(host, "rita");
        await WaitsAgainAsync(host, proposal);
        await host.Get<BlockList>().UnblockAsync("rita", GateHost.Abel, TestContext.Current.CancellationToken);
        Assert.Null((await DecideAsync(host, proposal, Remy)).Refusal);

        Assert.Equal((ProposalStatus.Pending, 1), await StandsAsync(host, proposal));
        Assert.Empty(host.Calls);
        Assert.Null((await host.DecideAsync(proposal)).Refusal); // who is back may approve anew
        await GateHost.UntilAsync(() => Task.FromResult(!host.Calls.IsEmpty), "it was not sent");
        Assert.Equal(1, await host.CountAsync("SELECT COUNT(*) FROM audit WHERE Kind = 'proposal.approvalsVoided.v1'"));
    }

    [Fact]
    public async Task I1_an_approved_call_that_is_held_is_not_sent_once_who_approved_it_is_blocked()
    {
        await using var host = await GateHost.StartAsync(writing: new JsonObject { ["HoldSeconds"] = 600 });
        await host.TriedAsync();
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("write:held"));
        await host.DecideAsync(proposal);
        Assert.Equal((ProposalStatus.Approved, 1), await StandsAsync(host, proposal));

        await BlockAsync(host, "RITA");
        await WaitsAgainAsync(host, proposal);

        Assert.Equal((ProposalStatus.Pending, 0), await StandsAsync(host, proposal));
        Assert.Empty(await host.Get<CanaryTrial>().RunAsync(TestContext.Current.CancellationToken)); // whose journal knows of nobody
    }

    [Fact]
    public async Task I1_a_block_holds_though_the_rows_hide_what_was_approved_and_though_a_decision_came_in_before_it()
    {
        await using var host = await GateHost.StartAsync(
            services => services.Remove(services.Single(s => s.ImplementationType == typeof(LapsedWork))), writing: new JsonObject { ["Approvals"] = 2 });
        await host.TriedAsync();
        var (half, whole) = (await host.ProposalOfAsync(await host.StartRunAsync("write:half")), await host.ProposalOfAsync(await host.StartRunAsync("write:late")));
        await host.DecideAsync(half);

        await BlockAsync(host, "rita");

        Assert.Equal(RefusalCode.Blocked, (await host.DecideAsync(whole)).Refusal?.Code);
        Assert.Null((await DecideAsync(host, half, Remy)).Refusal);
        Assert.Equal((ProposalStatus.Pending, 1), await StandsAsync(host, half));
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task I8_what_an_admin_proposed_of_an_agent_cannot_be_agreed_to_once_they_are_blocked()
    {
        await using var host = await GateHost.StartAsync();
        var (setups, ct) = (host.Get<SetupControl>(), TestContext.Current.CancellationToken);
        var scope = SetupScope.Agent(host.Get<AgentCatalog>().All[0].Name);
        var settings = ((AgentSetup)setups.Find(scope)!.Now).Settings;
        var (change, _) = await setups.SetAsync(scope, new AgentSetup(settings with { Tools = ["*"] }), 0, GateHost.Ada, ct);

        await host.Get<BlockList>().BlockAsync("ada", null, "left the house", GateHost.Abel, ct);
        Assert.Null(setups.Find(scope)!.Change);
        await GateHost.UntilAsync(async () => await host.CountAsync("SELECT COUNT(*) FROM audit WHERE Kind = 'setup.changeRejected.v1'") == 1, "nobody said that it lapsed");
        await host.Get<BlockList>().UnblockAsync("ada", GateHost.Abel, ct);

        Assert.Equal(RefusalCode.UnknownChange, (await setups.ConfirmAsync(scope, change!, GateHost.Abel, ct))?.Code);
        Assert.Equal((0, null), (setups.Find(scope)!.Version, setups.Find(scope)!.Change));
    }

    [Fact]
    public async Task I8_what_an_admin_proposed_cannot_be_agreed_to_once_they_are_blocked_nor_when_they_are_let_in_again()
    {
        await using var host = await GateHost.StartAsync();
        var (book, policies, budgets, ct) = (host.Get<PolicyBook>(), host.Get<Policies>(), host.Get<BudgetControl>(), TestContext.Current.CancellationToken);
        await budgets.SetAsync("month", new(10, []), null, GateHost.Abel, ct);
        var (change, _) = await policies.ProposeAsync("box.write", new ToolPolicy { Reversibility = Reversibility.ReadOnly }, book.For("box.write").Version, GateHost.Ada, ct);
        var (more, _) = await budgets.SetAsync("month", new(1000, []), null, GateHost.Ada, ct);
        Assert.NotNull(more);
        Assert.Single(book.OpenChanges("box.write"));

        await host.Get<BlockList>().BlockAsync("ada", null, "left the house", GateHost.Abel, ct);
        Assert.Empty(book.OpenChanges("box.write"));
        await GateHost.UntilAsync(async () => await host.CountAsync("SELECT COUNT(*) FROM audit WHERE Kind IN ('tool.policyChangeRejected.v1', 'budget.changeRejected.v1')") == 2, "nobody said that they lapsed");
        await host.Get<BlockList>().UnblockAsync("ada", GateHost.Abel, ct);

        Assert.Equal(RefusalCode.UnknownChange, (await policies.ConfirmAsync("box.write", change!, GateHost.Abel, ct))?.Code);
        Assert.Equal(RefusalCode.UnknownChange, (await budgets.ConfirmAsync("month", more, GateHost.Abel, ct))?.Code);
    }

    private static Task<Refusal?> BlockAsync(GateHost host, string subject) => host.Get<BlockList>().BlockAsync(subject, null, "left the house", GateHost.Ada, TestContext.Current.CancellationToken);

    private static async Task WaitsAgainAsync(GateHost host, Proposal proposal)
    {
        await GateHost.UntilAsync(async () => (await ShownAsync(host, proposal)).WaitsAgain is not null, "nobody was told");
        Assert.Contains("blocked", (await ShownAsync(host, proposal)).WaitsAgain, StringComparison.Ordinal);
        Assert.DoesNotContain("rita", (await ShownAsync(host, proposal)).WaitsAgain, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<ProposalView> ShownAsync(GateHost host, Proposal proposal) =>
        (await host.Get<ProposalsQuery>().FindAsync(proposal.Id, new(Remy, MayDecide: true), TestContext.Current.CancellationToken))!;

    private static Task<DecisionAnswer> DecideAsync(GateHost host, Proposal proposal, Actor by) =>
        host.Get<Decisions>().DecideAsync(proposal.Id, new("approve", proposal.ArgumentsHash, proposal.ViewHash), by, TestContext.Current.CancellationToken);

    private static async Task<(ProposalStatus, int)> StandsAsync(GateHost host, Proposal proposal)
    {
        var run = await host.RunAsync(proposal.Id.Split('.')[0]);
        return (run.StatusOf(run.Proposals[proposal.Id]), run.Proposals[proposal.Id].Approvals.Length);
    }
}
