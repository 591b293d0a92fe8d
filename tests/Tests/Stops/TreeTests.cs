using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Stops;

/// <summary>What a person said of one run of a tree holds for all of it from the moment it is acknowledged: here nothing that would spread it comes in time.</summary>
public sealed class TreeTests
{
    private const string Twins = "hand:clerk:write:x+hand:clerk:write:x";
    private const string Lineage = "hand:boss:hand:clerk:write:x";

    [Fact]
    public async Task I1_what_was_rejected_in_a_child_is_not_sent_by_its_sibling_that_is_approved_before_it_hears_of_it()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var run = await host.StartRunOfAsync("boss", Twins);
        var (first, second) = (await host.ProposalOfAsync($"{run}-1-1"), await host.ProposalOfAsync($"{run}-1-2"));

        var sibling = await host.Get<Mailboxes>().EnterAsync($"{run}-1-2", TestContext.Current.CancellationToken);
        var approving = host.DecideAsync(second); // waits for its turn, in front of the news
        Assert.Null((await host.DecideAsync(first, "reject", "never")).Refusal);
        sibling.Dispose();

        Assert.Equal(RefusalCode.AlreadyDecided, (await approving).Refusal?.Code);
        await EndedAsync(host, run);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task I1_what_is_rejected_while_its_like_is_being_approved_is_not_sent()
    {
        GateHost? console = null;
        Proposal? first = null;
        Ruling<RunEvent> RejectedMeanwhile(RunCommand command, Run run)
        {
            if (command is RunCommand.RecordDecision { Kind: DecisionKind.Approve } && Interlocked.Exchange(ref first, null) is { } like)
                Assert.Null(console!.DecideAsync(like, "reject", "never").GetAwaiter().GetResult().Refusal);
            return RunDecider.Decide(command, run);
        }

        await using var host = console = await GateHost.StartAsync(s => s.AddSingleton<Deciding>(RejectedMeanwhile));
        await host.TriedAsync();
        var run = await host.StartRunOfAsync("boss", Twins);
        var second = await host.ProposalOfAsync($"{run}-1-2");
        first = await host.ProposalOfAsync($"{run}-1-1");

        Assert.Equal(RefusalCode.AlreadyDecided, (await host.DecideAsync(second)).Refusal?.Code);
        await EndedAsync(host, run);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task I1_what_was_rejected_in_a_child_waits_no_longer_in_its_sibling_after_a_crash()
    {
        using var folder = new TempFolder();
        string run;
        await using (var host = await GateHost.StartAsync(folder: folder))
        {
            await host.TriedAsync();
            run = await host.StartRunOfAsync("boss", Twins);
            var (first, _) = (await host.ProposalOfAsync($"{run}-1-1"), await host.ProposalOfAsync($"{run}-1-2"));
            await GateHost.UntilAsync(async () => (await host.RunAsync(run)).Status is RunStatus.AwaitingDecision, "the parent has not heard of its children");
            await host.Get<Mailboxes>().EnterAsync(run, TestContext.Current.CancellationToken); // nobody hears any more
            Assert.Null((await host.DecideAsync(first, "reject", "never")).Refusal);
        }

        await using var again = await GateHost.StartAsync(folder: folder);
        await again.TriedAsync();
        await EndedAsync(again, run);
        Assert.Equal([ProposalStatus.Rejected, ProposalStatus.Withdrawn], [await StatusAsync(again, $"{run}-1-1"), await StatusAsync(again, $"{run}-1-2")]);
        Assert.Empty(again.Calls);
    }

    [Fact]
    public async Task What_waits_in_a_grandchild_is_not_sent_once_the_first_run_is_cancelled()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var run = await host.StartRunOfAsync("boss", Lineage);
        var proposal = await host.ProposalOfAsync($"{run}-1-1-1-1");

        var child = await host.Get<Mailboxes>().EnterAsync($"{run}-1-1", TestContext.Current.CancellationToken); // between the two
        Assert.Null((await host.CancelAsync(run)).Refusal);
        Assert.Equal(RefusalCode.AlreadyDecided, (await host.DecideAsync(proposal)).Refusal?.Code);
        child.Dispose();

        await EndedAsync(host, run);
        Assert.Equal(RunStatus.Cancelled, (await host.RunAsync($"{run}-1-1-1-1")).Status);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task Grants_to_children_count_for_the_whole_tree_and_what_they_leave_of_them_is_gone()
    {
        await using var host = await GateHost.StartAsync();
        var limits = new LimitsRequest { Iterations = 2, Tokens = 100_000 };
        var run = (await host.Get<RunStarter>().StartAsync(new("boss", "hand:clerk:look:a_look:b_look:c+hand:clerk:look:a_look:b_look:c look:d", new("kim", ["*"]), limits), GateHost.Ada, null, TestContext.Current.CancellationToken)).Run!.Id;
        string[] children = [$"{run}-1-1", $"{run}-1-2"];
        foreach (var child in children)
        {
            await HaltedAsync(host, child);
            Assert.Null((await GrantAsync(host, child, new(0, 40_000))).Refusal);
        }

        foreach (var child in children) await host.CancelAsync(child);
        await HaltedAsync(host, run);
        Assert.Equal(100_000, (await host.RunAsync(run)).Limits.Tokens);
        Assert.Equal(RefusalCode.GrantTooLarge, (await GrantAsync(host, run, new(0, 20_001))).Refusal?.Code);
        Assert.Null((await GrantAsync(host, run, new(0, 20_000))).Refusal);
    }

    [Fact]
    public async Task A_task_is_refused_where_it_would_be_refused_as_an_input()
    {
        await using var host = await GateHost.StartAsync();
        var run = await host.StartRunOfAsync("boss", "hand:clerk:LONG");
        await EndedAsync(host, run);
        Assert.Equal("tooLarge", Assert.Single((await host.RunAsync(run)).Calls[$"{run}.1.1"].Findings).Code);
    }

    private static Task HaltedAsync(GateHost host, string run) => GateHost.UntilAsync(async () => await host.RunAsync(run) is { Halt: not null }, $"{run} did not halt");

    private static Task<RunAnswer> GrantAsync(GateHost host, string run, Grant grant) => host.Get<RunControl>().GrantAsync(run, grant, "go on", GateHost.Abel, mayExceed: false, TestContext.Current.CancellationToken);

    private static Task EndedAsync(GateHost host, string run) => GateHost.UntilAsync(async () => (await host.RunAsync(run)).End is not null, $"{run} did not end");

    private static async Task<ProposalStatus> StatusAsync(GateHost host, string run) => (await host.RunAsync(run)) is var r ? r.StatusOf(r.Proposals.Values.Single()) : default;
}
