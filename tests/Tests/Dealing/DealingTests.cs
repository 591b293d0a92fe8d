using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Dealing;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Tests.Stops;

namespace ApprovalConsole.Tests.Dealing;

public sealed class DealingTests
{
    private static readonly Actor Remy = new("remy", "Remy", Channel.Page);
    private static readonly Actor Kim = new("kim", "Kim", Channel.Page);

    private static readonly HashSet<string> None = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_500_proposals_none_is_dealt_to_two_of_12_reviewers_and_each_gets_the_one_nearest_its_deadline()
    {
        const int proposals = 500, reviewers = 12;
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        await WaitingAsync(host, [.. Enumerable.Range(0, proposals).Select(i => $"write:w{i}")]);
        var random = new Random(11);
        var order = (await AllAsync(host)).Order(StringComparer.Ordinal).OrderBy(_ => random.Next()).ToList();
        for (var i = 0; i < order.Count; i++) await host.ExecuteAsync($"UPDATE proposals SET ExpiresAt = {i + 1} WHERE Id = '{order[i]}'", isRemembered: true);
        var dealer = host.Get<Dealer>();
        var dealt = new ConcurrentQueue<(string Id, string By)>();

        await Task.WhenAll(Enumerable.Range(0, reviewers).Select(r => Task.Run(async () =>
        {
            var by = new Actor($"reviewer{r}", $"Reviewer {r}", Channel.Page);
            var thinks = new Random(r);
            while (await dealer.NextAsync(QueueFilter.All, by, None, Ct) is { } id)
            {
                dealt.Enqueue((id, by.Subject));
                await Task.Delay(thinks.Next(8), Ct);
                var proposal = (await host.RunAsync(id.Split('.')[0])).Proposals[id];
                var answer = await host.Get<Decisions>().DecideAsync(id, new(thinks.Next(3) == 0 ? "reject" : "approve", proposal.ArgumentsHash, proposal.ViewHash, Reason: "as it came"), by, Ct);
                Assert.Null(answer.Refusal);
                await host.Get<IClaims>().ReleaseAsync(id, by, Ct);
            }
        }, Ct)));

        Assert.Equal(proposals, dealt.Select(d => d.Id).Distinct().Count());
        Assert.Equal(proposals, dealt.Count);
        Assert.Equal(reviewers, dealt.Select(d => d.By).Distinct().Count());
        var rank = order.Select((id, i) => (id, i)).ToDictionary(x => x.id, x => x.i);
        // Whoever asks gets the nearest that nobody has: at most as many are before it as there are others.
        Assert.All(dealt.Select((d, place) => (Rank: rank[d.Id], place)), x => Assert.InRange(x.Rank, x.place - reviewers, x.place + reviewers));
    }

    [Fact]
    public async Task What_another_has_before_them_is_not_dealt_and_comes_back_when_they_let_it_go()
    {
        await using var host = await GateHost.StartAsync();
        var only = Assert.Single(await WaitingAsync(host, "write:a"));
        var (dealer, claims) = (host.Get<Dealer>(), host.Get<IClaims>());
        await claims.TakeAsync(only, Remy, Ct);
        Assert.Null(await dealer.NextAsync(QueueFilter.All, GateHost.Rita, None, Ct));
        await claims.ReleaseAsync(only, Remy, Ct);
        Assert.Equal(only, await dealer.NextAsync(QueueFilter.All, GateHost.Rita, None, Ct));
        Assert.True(Assert.Single(await claims.StandingAsync(Ct)).IsOf("rita"));
    }

    [Fact]
    public async Task What_was_handed_to_one_is_dealt_to_them_first_and_to_others_when_nothing_else_is_left()
    {
        await using var host = await GateHost.StartAsync();
        var ids = await WaitingAsync(host, "write:a", "write:b");
        var last = ids[^1];
        var (dealer, claims, control) = (host.Get<Dealer>(), host.Get<IClaims>(), host.Get<RunControl>());
        Assert.Null((await control.HandOverAsync(last, "Remy", "Remy", "You know them.", GateHost.Rita, Ct)).Refusal);
        Assert.Equal(last, await dealer.NextAsync(QueueFilter.All, Remy, None, Ct));
        await claims.ReleaseAsync(last, Remy, Ct);
        Assert.Equal(1, (await host.Get<WaitingQuery>().LanesAsync("remy", [], Ct)).Handed);

        Assert.Equal(ids[0], await dealer.NextAsync(QueueFilter.All, GateHost.Rita, None, Ct));
        var kate = new Actor("kate", "Kate", Channel.Page);
        Assert.Equal(last, await dealer.NextAsync(QueueFilter.All, kate, None, Ct)); // nothing waits for who is away
    }

    [Fact]
    public async Task What_somebody_may_not_decide_is_not_dealt_to_them()
    {
        await using var host = await GateHost.StartAsync();
        await WaitingAsync(host, "write:a");
        Assert.Null(await host.Get<Dealer>().NextAsync(QueueFilter.All, Kim, None, Ct)); // who asked for it
    }

    [Fact]
    public async Task What_more_people_decide_is_dealt_on_to_the_second_and_not_to_the_first_again()
    {
        await using var host = await GateHost.StartAsync(writing: new JsonObject { ["Approvals"] = 2 });
        await host.TriedAsync();
        var only = Assert.Single(await WaitingAsync(host, "write:a"));
        Assert.Equal(only, await host.Get<Dealer>().NextAsync(QueueFilter.All, GateHost.Rita, None, Ct));
        var proposal = (await host.RunAsync(only.Split('.')[0])).Proposals[only];
        Assert.Null((await host.DecideAsync(proposal)).Refusal);
        await host.Get<IClaims>().ReleaseAsync(only, GateHost.Rita, Ct);
        Assert.Null(await host.Get<Dealer>().NextAsync(QueueFilter.All, GateHost.Rita, None, Ct));
        Assert.Equal(only, await host.Get<Dealer>().NextAsync(QueueFilter.All, Remy, None, Ct));
    }

    [Fact]
    public async Task What_was_passed_over_comes_last()
    {
        await using var host = await GateHost.StartAsync();
        var ids = await WaitingAsync(host, "write:a", "write:b");
        var first = (await host.Get<Dealer>().NextAsync(QueueFilter.All, GateHost.Rita, None, Ct))!;
        var second = (await host.Get<Dealer>().NextAsync(QueueFilter.All, GateHost.Rita, new HashSet<string> { first }, Ct))!;
        Assert.Equal(ids.Order(), new[] { first, second }.Order());
        Assert.Contains(await host.Get<Dealer>().NextAsync(QueueFilter.All, GateHost.Rita, new HashSet<string> { second, first }, Ct), ids);
    }

    [Fact]
    public async Task A_queue_holds_what_its_tool_agent_amount_and_words_say()
    {
        await using var host = await GateHost.StartAsync();
        await WaitingAsync(host, "write:Kettle", "write:Ärger", "write:50%_\\\"off\"");
        await host.ExecuteAsync("UPDATE proposals SET Amount = 120500000 WHERE Document LIKE '%Kettle%'");
        var waiting = host.Get<WaitingQuery>();

        Assert.Equal(3, await CountAsync(QueueFilter.All));
        Assert.Equal((3, 0), (await CountAsync(new(Tool: "box.write")), await CountAsync(new(Tool: "box.look"))));
        Assert.Equal((3, 0), (await CountAsync(new(Agent: "clerk")), await CountAsync(new(Agent: "boss"))));
        Assert.Equal((1, 1, 0, 0), (await CountAsync(new(AtLeast: 120.5m)), await CountAsync(new(AtMost: 120.5m)), await CountAsync(new(AtLeast: 120.51m)), await CountAsync(new(AtMost: decimal.MinValue, AtLeast: decimal.MaxValue))));
        Assert.Equal((1, 1, 1, 0), (await CountAsync(new(Words: "kettle")), await CountAsync(new(Words: "ärger")), await CountAsync(new(Words: "%_")), await CountAsync(new(Words: "kettles"))));
        Assert.Null(await waiting.CountAsync(new(Words: "x"), Ct));

        async Task<int> CountAsync(QueueFilter queue)
        {
            var listed = (await waiting.ListAsync(queue, null, null, Ct)).Items.Count;
            Assert.Equal(listed, (await waiting.IdsAsync(queue, null, Ct)).Items.Count);
            if (queue.Words is null) Assert.Equal(listed, await waiting.CountAsync(queue, Ct));
            return listed;
        }
    }

    [Fact]
    public async Task Nobody_finds_a_proposal_by_words_that_are_masked()
    {
        await using var host = await GateHost.StartAsync(writing: new JsonObject { ["Sensitive"] = new JsonObject { ["Arguments"] = new JsonArray("/word") } });
        await WaitingAsync(host, "write:hushhush");
        Assert.Single((await host.Get<WaitingQuery>().ListAsync(new(Words: "box.write"), null, null, Ct)).Items);
        Assert.Empty((await host.Get<WaitingQuery>().ListAsync(new(Words: "hushhush"), null, null, Ct)).Items);
    }

    [Fact]
    public async Task A_list_goes_on_where_its_page_ended()
    {
        await using var host = await GateHost.StartAsync();
        var ids = await WaitingAsync(host, [.. Enumerable.Range(0, 5).Select(i => $"write:w{i}")]);
        var seen = new List<string>();
        for (string? after = null; ;)
        {
            var page = await host.Get<WaitingQuery>().ListAsync(QueueFilter.All, after, 2, Ct);
            seen.AddRange(page.Items.Select(p => p.Id));
            if ((after = page.Next) is null) break;
        }

        Assert.Equal(ids.Order(), seen.Order());
    }

    /// <summary>Starts a run for each plan, and waits until all wait.</summary>
    private static async Task<IReadOnlyList<string>> WaitingAsync(GateHost host, params string[] plans)
    {
        foreach (var plan in plans) await host.StartRunAsync(plan);
        await GateHost.UntilAsync(async () => await host.Get<ProposalsQuery>().CountPendingAsync(Ct) == plans.Length, "not all proposals were made");
        return await AllAsync(host);
    }

    private static async Task<IReadOnlyList<string>> AllAsync(GateHost host)
    {
        var ids = new List<string>();
        for (string? after = null; ;)
        {
            var page = await host.Get<WaitingQuery>().IdsAsync(QueueFilter.All, after, Ct);
            ids.AddRange(page.Items.Select(p => p.Id));
            if ((after = page.Next) is null) return ids;
        }
    }
}
