using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ApprovalConsole.Tests.Stops;

/// <summary>The gate tries itself: what is broken in it is found, and then nothing irreversible goes.</summary>
public sealed class CanaryTests
{
    public static TheoryData<string> Ways => [.. BrokenGates.All.Keys];

    [Theory, MemberData(nameof(Ways))]
    public async Task A_gate_that_is_broken_is_found_and_refuses_what_cannot_be_undone(string way)
    {
        await using var host = await GateHost.StartAsync(BrokenGates.All[way]);
        await host.TriedAsync();
        Assert.Equal(GateState.Failed, host.Proof.State);
        await GateHost.UntilAsync(() => Task.FromResult(host.Proof.Findings.Contains(BrokenGates.Findings[way])), $"not said of {way}: {BrokenGates.Findings[way]}");

        var run = await host.StartRunAsync("look:a", "write:b");
        await GateHost.UntilAsync(async () => (await host.RunAsync(run)).Calls.Count == 2, "the call was never asked for");
        if ((await host.RunAsync(run)).PendingProposals.SingleOrDefault() is { } proposal)
        {
            var answer = await host.DecideAsync(proposal);
            Assert.Equal(RefusalCode.GateUnproven, answer.Refusal?.Code);
        }

        await host.WakeAsync(run);
        Assert.Equal(["look"], host.Calls.Select(c => c.Tool).Distinct());
        await GateHost.UntilAsync(async () => (await host.Get<ProofJournal>().ReadAsync(TestContext.Current.CancellationToken)) is [{ Findings.IsEmpty: false }, ..], "it was not written down");
    }

    [Fact]
    public async Task A_gate_that_holds_shows_it_and_leaves_nothing_behind()
    {
        await using var host = await GateHost.StartAsync(canaryEvery: TimeSpan.FromSeconds(1));
        await host.TriedAsync();
        Assert.True(host.Proof.State is GateState.Holds, string.Join(' ', host.Proof.Findings));

        var (commits, first) = (host.Commits, host.Proof.At);
        await GateHost.UntilAsync(() => Task.FromResult(host.Proof.At > first), "it was tried once only");
        Assert.Equal(GateState.Holds, host.Proof.State);
        Assert.Equal(commits, host.Commits);
        Assert.Empty((await host.Get<RunsQuery>().ListAsync(null, null, null, null, TestContext.Current.CancellationToken)).Items);
        Assert.Empty((await host.Get<ProposalsQuery>().ListAsync(null, null, null, null, null, TestContext.Current.CancellationToken)).Items);
        Assert.Empty(await host.Get<ProofJournal>().ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, host.Get<Mailboxes>().Count);
        Assert.DoesNotContain(host.Get<Policies>().All, t => t.Source == "canary");
        Assert.Null(host.Get<Policies>().Find("canary.ring"));
    }

    [Fact]
    public async Task Only_a_later_trial_lets_irreversible_calls_go_again_and_both_are_written_down()
    {
        var isBroken = true;
        Deciding rules = (command, run) => RunDecider.Decide(isBroken && command is RunCommand.BeginToolCall b ? b with { DecisionIsGenuine = true } : command, run);
        await using var host = await GateHost.StartAsync(services => services.Replace(ServiceDescriptor.Singleton(rules)), TimeSpan.FromSeconds(1));
        await host.TriedAsync();
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("write:b"));
        Assert.Equal(RefusalCode.GateUnproven, (await host.DecideAsync(proposal)).Refusal?.Code);

        isBroken = false;
        await GateHost.UntilAsync(() => Task.FromResult(host.Proof.State is GateState.Holds), "it never held again");
        Assert.Null((await host.DecideAsync(proposal)).Refusal);
        await GateHost.UntilAsync(() => Task.FromResult(host.Calls.Count == 1), "the call never came");
        await GateHost.UntilAsync(async () => (await host.Get<ProofJournal>().ReadAsync(TestContext.Current.CancellationToken)).Count == 2, "it was not written down");
        Assert.Equal([0, 1], (await host.Get<ProofJournal>().ReadAsync(TestContext.Current.CancellationToken)).Select(r => r.Findings.Length));
    }

    [Fact]
    public async Task A_stop_of_everything_does_not_keep_the_gate_from_being_tried()
    {
        await using var host = await GateHost.StartAsync(canaryEvery: TimeSpan.FromSeconds(1));
        await host.TriedAsync();
        await host.Stops.PressAsync("all", "drill", GateHost.Rita, TestContext.Current.CancellationToken);
        var at = host.Proof.At;
        await GateHost.UntilAsync(() => Task.FromResult(host.Proof.At > at), "it was not tried again");
        Assert.Equal(GateState.Holds, host.Proof.State);
    }
}
