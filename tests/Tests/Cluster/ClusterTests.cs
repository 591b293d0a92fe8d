using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Cluster;

/// <summary>Three nodes on one database are one console.</summary>
[Collection(nameof(Nodes))]
public sealed class ClusterTests(Nodes nodes)
{
    [Fact]
    public async Task A_run_that_was_started_on_one_node_is_watched_and_decided_on_another_and_its_call_goes_out_once()
    {
        Needed();
        var (run, text) = await nodes.AskAsync(0, "write");
        var watched = WatchAsync(1, run);
        var proposal = await nodes[1].Rita.ProposalOfAsync(run);
        (await nodes[2].Rita.ApproveAsync(proposal)).Must(200);

        Assert.Equal("Completed", (await nodes[0].Rita.UntilAsync(run, "Completed")).Text("status"));
        Assert.Equal(1, nodes.Tools.CallsWith(text));
        var versions = await watched;
        Assert.Equal(Enumerable.Range(1, versions.Count), versions);
        foreach (var node in nodes.All) Assert.Equal(versions.Count, (await node.Rita.GetAsync($"/api/runs/{run}/events?take=200")).Must(200).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_node_that_is_killed_loses_nothing_and_its_runs_go_on_elsewhere_by_themselves()
    {
        Needed();
        var (waiting, waitingText) = await nodes.AskAsync(2, "write");
        var proposal = await nodes[2].Rita.ProposalOfAsync(waiting);
        nodes.SlowMayAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var (sent, sentText) = await nodes.AskAsync(2, "slow_write");
        (await nodes[2].Rita.ApproveAsync(await nodes[2].Rita.ProposalOfAsync(sent))).Must(200);
        await Until.TrueAsync(() => Task.FromResult(nodes.Tools.CallsWith(sentText) == 1), () => nodes[2].Output);
        var asked = 0;
        var reading = await nodes[2].Sam.StartRunAsync("clerk", nodes.Model.On("asked twice", _ => Interlocked.Increment(ref asked) == 1 ? Models.Reply.Hangs() : Models.Reply.Says("the second time")));
        await Until.TrueAsync(() => Task.FromResult(asked == 1), () => nodes[2].Output);
        await nodes[2].Kill9Async();

        Assert.Equal("the second time", (await nodes[0].Rita.UntilAsync(reading, "Completed")).Text("result")); // nobody has started anything anew
        Assert.Equal("OutcomeUnknown", (await nodes[1].Rita.UntilAsync(sent, "OutcomeUnknown")).Text("status"));
        (await nodes[1].Rita.ApproveAsync(proposal)).Must(200);
        await nodes[0].Rita.UntilAsync(waiting, "Completed");
        Assert.Equal((2, 1, 1), (asked, nodes.Tools.CallsWith(waitingText), nodes.Tools.CallsWith(sentText)));

        nodes.SlowMayAnswer.TrySetResult();
        await nodes.RestartAsync(2);
        Assert.Equal("OutcomeUnknown", (await nodes[2].Rita.GetAsync($"/api/runs/{sent}")).Must(200).Text("status"));
    }

    [Fact]
    public async Task What_an_admin_lays_down_on_one_node_holds_on_the_others_for_the_next_call()
    {
        Needed();
        (await nodes[0].Ada.PutAsync("/api/tools/box.look/policy", new { reversibility = "Forbidden" }, ("If-Match", "\"1\""))).Must(200);
        var (run, text) = await nodes.AskAsync(1, "look");

        await nodes[1].Rita.UntilAsync(run, "Completed");
        Assert.Equal(0, nodes.Tools.CallsWith(text));
    }

    [Fact]
    public async Task A_quota_is_counted_over_all_nodes()
    {
        Needed();
        var runs = new List<string>();
        for (var i = 0; i < 4; i++) runs.Add((await nodes.AskAsync(i % 2, "rare_write")).Run);
        var waiting = 0;
        foreach (var run in runs)
            if ((await nodes[1].Rita.UntilAsync(run, "AwaitingDecision", "Completed")).Text("status") == "AwaitingDecision") waiting++;

        Assert.Equal(2, waiting);
    }

    [Fact]
    public async Task What_an_admin_lays_down_of_an_agent_holds_on_every_node_before_anything_more_is_committed_there()
    {
        Needed();
        var read = (await nodes[0].Rita.GetAsync("/api/agents/clerk")).Must(200);
        var version = read.GetProperty("version").GetInt32();
        var value = System.Text.Json.Nodes.JsonNode.Parse(read.GetProperty("value").GetRawText())!;
        value["description"] = $"told {Guid.NewGuid():N}";
        (await nodes[0].Ada.PutAsync("/api/agents/clerk", value.ToJsonString(), ("If-Match", $"\"{version}\""))).Must(200);
        foreach (var node in nodes.All)
            await Until.TrueAsync(async () => (await node.Rita.GetAsync("/api/agents/clerk")).Must(200).GetProperty("value").Text("description") == (string?)value["description"], () => "a node does not know of it");
        (await nodes[1].Ada.PutAsync("/api/agents/clerk", value.ToJsonString(), ("If-Match", $"\"{version}\""))).MustRefuse(412, "policyChanged");
    }

    [Fact]
    public async Task Who_signed_in_on_one_node_is_signed_in_on_all_and_out_on_all_once_they_are_blocked_or_sign_out()
    {
        Needed();
        using var remy = new Browser(await nodes[0].SignInAddressAsync());
        await remy.SignInAsync("remy");
        foreach (var node in nodes.All.Take(2)) Assert.Equal(200, await remy.OpenAsync(node, "/api/runs"));
        await remy.SignOutAsync(nodes[1]);
        await Until.TrueAsync(async () => await remy.OpenAsync(nodes[0], "/api/runs", withKept: true) == 401, () => "the session stands on the node where it began");

        using var sue = new Browser(await nodes[0].SignInAddressAsync());
        await sue.SignInAsync("sue");
        Assert.Equal(200, await sue.OpenAsync(nodes[1], "/api/runs"));
        (await nodes[0].Ada.PostAsync("/api/people/block", new { subject = "sue", reason = "left" })).Must(200);
        await Until.TrueAsync(async () => await sue.OpenAsync(nodes[1], "/api/runs") is 401 or 403, () => "sue is still in on the other node");
    }

    private async Task<List<int>> WatchAsync(int node, string run)
    {
        var versions = new List<int>();
        using var patience = Patience.Begin();
        await foreach (var item in nodes[node].Rita.WatchAsync(run, ct: patience.Token))
            if (item.EventId is { } id) versions.Add(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
        return versions;
    }

    private static void Needed() => Assert.SkipWhen(PostgreSqlServer.Binaries is null, "PostgreSQL is not installed.");
}
