using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Insights;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Stops;
using ApprovalConsole.Tests.Suggestions;

namespace ApprovalConsole.Tests.Insights;

public sealed class InsightsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_happened_is_counted_by_tool_by_end_and_by_answer()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        await EndedAsync(host, await host.StartRunAsync("look:a", "look:b"));
        var approved = await host.StartRunAsync("write:c");
        Assert.Null((await host.DecideAsync(await host.ProposalOfAsync(approved))).Refusal);
        await EndedAsync(host, approved);
        var rejected = await host.StartRunAsync("write:d");
        Assert.Null((await host.DecideAsync(await host.ProposalOfAsync(rejected), "reject", "not this one")).Refusal);
        await EndedAsync(host, rejected);
        await EndedAsync(host, await host.StartRunAsync("nothing:e"));
        var cancelled = await host.StartRunAsync("write:f");
        await host.ProposalOfAsync(cancelled);
        await host.CancelAsync(cancelled);
        await EndedAsync(host, cancelled);

        var view = await host.Get<InsightsQuery>().LastAsync(7, Ct);
        Assert.Equal((4, 5, 1), (view.Completed, view.Ended, view.Days.Sum(d => d.Cancelled)));
        Assert.Equal((7, view.To), (view.Days.Length, view.Days[^1].Day));
        Assert.Equal(5, view.Days[^1].Sum + view.Days[^2].Sum); // midnight may pass meanwhile
        var write = Assert.Single(view.Tools, t => t.Tool == "box.write");
        Assert.Equal((1, 3, 1, 1, 0), (write.Sent, write.Proposed, write.Approved, write.Rejected, write.Edited));
        Assert.Equal(2, Assert.Single(view.Tools, t => t.Tool == "box.look").Sent);
        Assert.Equal([("Schema", 1)], view.Caught.Select(c => (c.Name, c.Count)));
        Assert.Equal((1, false), Assert.Single(view.Tools, t => t.Tool == "nothing") is var nothing ? (nothing.Refused, nothing.IsKnown) : default);
        Assert.Equal((1, 3, 3), (view.Refused, view.Sent, view.Proposed));
        Assert.Equal(new(3, 5), view.Asked); // two looks went by themselves; of three writes one went
        Assert.Equal(new(2, 0, TimeSpan.Zero), view.People); // no page had painted anything
        Assert.Null(view.PeopleOfARun);
        Assert.Equal(2, view.Times.Decided);
        Assert.InRange(view.Times.Median!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task What_was_recalled_is_no_answer_until_it_is_given_again()
    {
        await using var till = await TillHost.StartAsync(new() { ["HoldSeconds"] = 600 });
        var run = (await till.Get<RunStarter>().StartAsync(new("clerk", "12", new("kim", ["*"])), TillHost.Ada, null, Ct)).Run!.Id;
        await Until.TrueAsync(async () => (await till.Get<CommandGate>().ReadAsync(run, Ct))!.PendingProposals.Any(), () => "nothing was asked");
        var proposal = (await till.Get<CommandGate>().ReadAsync(run, Ct))!.PendingProposals.Single();
        Task<DecisionAnswer> ApproveAsync() => till.Get<Decisions>().DecideAsync(proposal.Id, new("approve", proposal.ArgumentsHash, proposal.ViewHash), TillHost.Rita, Ct);
        async Task<int> ApprovedAsync() => Assert.Single((await till.Get<InsightsQuery>().LastAsync(1, Ct)).Tools, t => t.Tool == TillHost.Tool).Approved;

        Assert.Null((await ApproveAsync()).Refusal);
        Assert.Equal(1, await ApprovedAsync());
        Assert.Null((await till.Get<RunControl>().RecallAsync(proposal.Id, TillHost.Rita, Ct)).Refusal);
        Assert.Equal(0, await ApprovedAsync());
        Assert.Null((await ApproveAsync()).Refusal);
        Assert.Equal(1, await ApprovedAsync());
    }

    [Fact]
    public async Task A_run_that_waits_shares_what_models_cost_with_those_that_have_ended()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        await EndedAsync(host, await host.StartRunAsync("look:a"));
        await host.ProposalOfAsync(await host.StartRunAsync("write:b"));
        var view = await host.Get<InsightsQuery>().LastAsync(1, Ct);
        Assert.Equal((1, 2, view.CostUsd / 2), (view.Ended, view.Runs, view.CostOfARun));
    }

    [Fact]
    public async Task A_run_that_a_cap_holds_is_counted_with_its_reason()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var run = await host.StartRunAsync([.. Enumerable.Repeat("look:same", 60)]);
        await GateHost.UntilAsync(async () => (await host.RunAsync(run)).Halt is not null, "it was never halted");
        var view = await host.Get<InsightsQuery>().LastAsync(1, Ct);
        Assert.Equal((await host.RunAsync(run)).Halt!.Reason.ToString(), Assert.Single(view.Halts).Name);
        Assert.Equal(1, view.Days.Sum(d => d.Halted));
    }

    [Fact]
    public async Task Peoples_time_is_what_pages_had_painted_and_no_more_than_ten_minutes_of_one_answer()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        foreach (var (word, seen) in new[] { ("a", TimeSpan.FromSeconds(30)), ("b", TimeSpan.FromHours(2)) })
        {
            var run = await host.StartRunAsync($"write:{word}");
            var proposal = await host.ProposalOfAsync(run);
            Assert.Null((await host.Get<Decisions>().DecideAsync(proposal.Id, new("approve", proposal.ArgumentsHash, proposal.ViewHash), GateHost.Rita, Ct, seenFor: seen)).Refusal);
            await EndedAsync(host, run);
        }

        var view = await host.Get<InsightsQuery>().LastAsync(7, Ct);
        Assert.Equal(new(2, 2, TimeSpan.FromMinutes(10.5)), view.People);
        Assert.Equal(TimeSpan.FromMinutes(5.25), view.PeopleOfARun);
    }

    [Fact]
    public async Task An_agent_whose_runs_all_make_the_same_calls_goes_one_way()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        for (var n = 0; n < AgentPaths.FewestRuns; n++) await EndedAsync(host, await host.StartRunAsync($"look:{n}", $"look:again{n}"));
        await EndedAsync(host, await host.StartRunOfAsync("boss", "look:once"));
        var path = Assert.Single((await host.Get<InsightsQuery>().LastAsync(7, Ct)).Paths);
        Assert.Equal(("clerk", AgentPaths.FewestRuns, AgentPaths.FewestRuns), (path.Agent, path.Taken, path.Runs));
        Assert.Equal(["box.look", "box.look"], path.Steps);
    }

    [Theory]
    [InlineData(19, 0, false)]
    [InlineData(20, 0, true)]
    [InlineData(95, 5, true)]
    [InlineData(94, 6, false)]
    public void A_way_is_the_only_one_from_twenty_runs_on_of_which_five_in_a_hundred_may_stray(int taken, int strayed, bool isOnly)
    {
        var path = AgentPaths.OnlyPathOf("clerk", [.. Enumerable.Repeat(Way("look", "write"), taken), .. Enumerable.Repeat(Way("look"), strayed)]);
        Assert.Equal(isOnly ? (taken, taken + strayed) : default, path is null ? default : (path.Taken, path.Runs));
    }

    [Fact]
    public void Runs_that_call_nothing_are_no_pipeline() => Assert.Null(AgentPaths.OnlyPathOf("clerk", [.. Enumerable.Repeat(Way(), 50)]));

    [Fact]
    public async Task Where_nothing_happened_nothing_is_counted()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync(); // what the canary does is no work of anybody's
        var view = await host.Get<InsightsQuery>().LastAsync(365, Ct);
        Assert.True(view.IsEmpty);
        Assert.Equal((InsightsQuery.MostDays, 0, null), (view.Days.Length, view.Ended, view.Times.Median));
    }

    private static ImmutableArray<string> Way(params string[] steps) => [.. steps];

    private static Task EndedAsync(GateHost host, string run) => GateHost.UntilAsync(async () => (await host.RunAsync(run)).End is not null, $"{run} never ended");
}
