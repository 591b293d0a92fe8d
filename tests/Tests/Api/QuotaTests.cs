using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Api;

/// <summary>Quotas are counters in the transaction: no two calls take the last place.</summary>
public sealed class QuotaTests
{
    [Fact]
    public async Task Sixty_four_parallel_runs_never_take_more_than_the_quota()
    {
        await using var ledger = await Ledger.StartAsync(
            """{ "Reversibility": "Irreversible", "Authorization": [ { "Quota": { "Window": "P1D", "Per": "Tool", "Count": 20 } }, { "Quota": { "Window": "P1D", "Per": "Principal", "SumOf": "/amount", "SumMax": 30 } } ] }""");
        var runs = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => ledger.AskAsync($"L{i}", 2, user: $"u{i % 4}")));
        foreach (var run in runs) await ledger.Console.Rita.UntilAsync(run, "AwaitingDecision", "Completed");

        var pending = (await ledger.Console.Rita.GetAsync("/api/proposals?status=pending&take=200")).Must(200).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(20, pending.Count);
        Assert.All(pending.GroupBy(p => p.Text("onBehalfOf")), own => Assert.InRange(own.Count(), 1, 15));

        // What a person turns down is given back, and only that.
        (await ledger.Console.Rita.RejectAsync(pending[0], "no")).Must(200);
        (await ledger.Console.Rita.ApproveAsync(pending[1])).Must(200);
        await ledger.Console.Rita.UntilAsync(await ledger.AskAsync("again", 2, user: "u9"), "AwaitingDecision");
        await ledger.Console.Rita.UntilAsync(await ledger.AskAsync("once more", 2, user: "u9"), "Completed");
    }

    [Fact]
    public async Task An_edit_moves_what_is_taken_by_the_difference()
    {
        await using var ledger = await Ledger.StartAsync(
            """{ "Reversibility": "Irreversible", "Authorization": [ { "Quota": { "Window": "P1D", "Per": "Principal", "SumOf": "/amount", "SumMax": 100 } } ] }""");
        var first = await ledger.ProposeAsync("L1", 60);
        var second = await ledger.ProposeAsync("L2", 40);
        Assert.Equal("Completed", (await ledger.Console.Rita.UntilAsync(await ledger.AskAsync("L3", 1), "Completed")).Text("status"));

        (await ledger.Console.Rita.EditAsync(second, new { id = "L2", amount = 40.5 })).MustRefuse(422, "validationFailed");
        (await ledger.Console.Rita.EditAsync(first, new { id = "L1", amount = 50 })).Must(200);
        await ledger.Console.Rita.UntilAsync(await ledger.AskAsync("L3", 10), "AwaitingDecision");
        Assert.Equal("Completed", (await ledger.Console.Rita.UntilAsync(await ledger.AskAsync("L4", 1), "Completed")).Text("status"));
    }

    [Fact]
    public async Task What_is_given_back_and_counted_at_once_is_no_tampering()
    {
        await using var ledger = await Ledger.StartAsync(
            """{ "Reversibility": "Irreversible", "Authorization": [ { "Quota": { "Window": "P1D", "Per": "Tool", "SumOf": "/amount", "SumMax": 1000 } } ] }""");
        var proposals = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => ledger.ProposeAsync($"L{i}", 2)));
        var answers = await Task.WhenAll(proposals.Select((p, i) => i % 2 == 0 ? ledger.Console.Rita.ApproveAsync(p) : ledger.Console.Remy.RejectAsync(p, "no")));

        Assert.All(answers, a => a.Must(200));
        Assert.Empty((await ledger.Console.Rita.GetAsync("/api/gate")).Must(200).GetProperty("breach").EnumerateArray());
    }
}
