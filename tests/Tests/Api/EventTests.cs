using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ApprovalConsole.Tests.Api;

/// <summary>A run's events: read in pages, followed as server-sent events, followed over the hub.</summary>
public sealed class EventTests(SharedConsole shared)
{
    [Fact]
    public async Task Events_are_numbered_without_a_gap_and_paged_by_number()
    {
        var (console, run) = await CompletedAsync();
        var all = (await console.Sam.GetAsync($"/api/runs/{run}/events?take=200")).Must(200);
        Assert.Equal(JsonValueKind.Null, all.GetProperty("next").ValueKind);
        var events = all.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => e.GetProperty("seq").GetInt32()));
        Assert.Equal(("run.started.v1", "run.completed.v1"), (events[0].Text("type"), events[^1].Text("type")));

        var (paged, after) = (new List<string>(), "0");
        while (after is not null)
        {
            var page = (await console.Sam.GetAsync($"/api/runs/{run}/events?take=3&after={after}")).Must(200);
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetRawText()));
            after = page.GetProperty("next").GetString();
        }

        Assert.Equal(events.Select(e => e.GetRawText()), paged);
    }

    [Fact]
    public async Task An_export_holds_the_run_and_all_its_events_however_many()
    {
        using var folder = new TempFolder();
        await using var model = await FakeOpenAI.StartAsync();
        await using var tools = await ToolServer.StartAsync(TestTools.Echo("look"));
        var settings = new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).McpServer("box", tools.Url).Tool("box.look", "ReadOnly")
            .Agent("clerk", ["box.look"], new JsonObject { ["Iterations"] = 10, ["CostUsd"] = 5, ["Calls"] = 100 });
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
        var run = await console.Sam.StartRunAsync("clerk", model.On("looks much", a =>
            a.Turn < 9 ? Reply.Calls([.. Enumerable.Range(0, 8).Select(n => ("look", JsonSerializer.Serialize(new { text = $"{a.Turn} {n}" })))]) : Reply.Says("done")));
        await console.Sam.UntilAsync(run, "Completed");
        var paged = new List<string>();
        for (var after = "0"; after is not null;)
        {
            var page = (await console.Sam.GetAsync($"/api/runs/{run}/events?take=200&after={after}")).Must(200);
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetRawText()));
            after = page.GetProperty("next").GetString();
        }

        var kept = (await console.Sam.GetAsync($"/api/runs/{run}/export")).Must(200);
        Assert.True(paged.Count > 200, $"{paged.Count} events are no test of it");
        Assert.Equal(paged, kept.GetProperty("events").EnumerateArray().Select(e => e.GetRawText()));
        Assert.Equal("Completed", kept.GetProperty("run").Text("status"));
        (await console.Sam.GetAsync("/api/runs/nobodys/export")).MustRefuse(404, "unknownRun");
    }

    [Fact]
    public async Task A_watcher_gets_every_event_once_and_the_stream_ends_after_the_last()
    {
        var (console, run) = await CompletedAsync();
        var read = (await console.Sam.GetAsync($"/api/runs/{run}/events?take=200")).Must(200).GetProperty("items").EnumerateArray().Select(e => e.GetRawText());
        Assert.Equal(read, await WatchedAsync(console, run, null));
    }

    [Fact]
    public async Task A_watcher_that_comes_back_goes_on_where_it_left_off()
    {
        var (console, run) = await CompletedAsync();
        var all = await WatchedAsync(console, run, null);
        for (var last = 0; last <= all.Count; last++) Assert.Equal(all.Skip(last), await WatchedAsync(console, run, last));
    }

    [Fact]
    public async Task While_the_model_writes_its_text_can_be_watched_and_is_no_event()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = await console.Sam.StartRunAsync("clerk", model.On("streams", Reply.Hangs(go.Task, Reply.Says("one word after the other"))));
        using var patience = Patience.Begin();
        var (text, journaled) = ("", new List<string>());
        await foreach (var item in console.Sam.WatchAsync(run, ct: patience.Token))
        {
            // From the first item on this watcher has subscribed: nothing is written before.
            go.TrySetResult();
            if (item.EventType == "text.delta")
            {
                Assert.Null(item.EventId);
                Assert.Equal(JsonValueKind.Null, item.Data.GetProperty("seq").ValueKind);
                text += item.Data.GetProperty("data").Text("text");
            }
            else
            {
                journaled.Add(item.EventType);
            }
        }

        Assert.Equal("one word after the other", text);
        Assert.DoesNotContain("text.delta", journaled);
        Assert.Equal("run.completed.v1", journaled[^1]);
    }

    [Fact]
    public async Task Fifty_watchers_see_the_same()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var input = model.On("watched by many", a => a.Turn == 0 ? Reply.Calls(("write", """{"text":"watched"}""")) : Reply.Says("seen by all"));
        var run = await console.Sam.StartRunAsync("clerk", input);
        var watching = Enumerable.Range(0, 50).Select(_ => WatchedAsync(console, run, null)).ToList();
        (await console.Rita.ApproveAsync(await console.Rita.ProposalOfAsync(run))).Must(200);

        var seen = await Task.WhenAll(watching);
        Assert.All(seen, s => Assert.Equal(seen[0], s));
        Assert.Contains("run.completed.v1", seen[0][^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hub_streams_a_run_from_any_event_on()
    {
        var (console, run) = await CompletedAsync();
        await using var hub = await ConnectAsync(console, "sam");
        var ct = TestContext.Current.CancellationToken;
        var all = await hub.StreamAsync<JsonElement>("WatchRun", run, 0, ct).ToListAsync(ct);
        Assert.Equal(await WatchedAsync(console, run, null), all.Select(i => i.GetRawText()));
        var rest = await hub.StreamAsync<JsonElement>("WatchRun", run, 3, ct).ToListAsync(ct);
        Assert.Equal(all.Skip(3).Select(i => i.GetRawText()), rest.Select(i => i.GetRawText()));
    }

    [Fact]
    public async Task The_hub_names_a_run_that_there_is_not()
    {
        var console = await shared.ConsoleAsync();
        await using var hub = await ConnectAsync(console, "sam");
        var ct = TestContext.Current.CancellationToken;
        var refused = await Assert.ThrowsAsync<HubException>(async () => await hub.StreamAsync<JsonElement>("WatchRun", "none", 0, ct).ToListAsync(ct));
        Assert.Contains("unknownRun", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hub_counts_the_inbox_at_once_and_on_every_change()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        await using var hub = await ConnectAsync(console, "rita");
        using var patience = Patience.Begin();
        await using var counts = hub.StreamAsync<JsonElement>("WatchInbox", patience.Token).GetAsyncEnumerator(patience.Token);
        Assert.True(await counts.MoveNextAsync());

        var run = await console.Sam.StartRunAsync("clerk", model.On("counted", a => a.Turn == 0 ? Reply.Calls(("write", """{"text":"counted"}""")) : Reply.Says("ok")));
        var proposal = await console.Rita.ProposalOfAsync(run);
        Assert.True(await counts.MoveNextAsync());
        Assert.True(counts.Current.GetProperty("pending").GetInt32() >= 1);
        (await console.Rita.ApproveAsync(proposal)).Must(200);
        Assert.True(await counts.MoveNextAsync());
    }

    [Fact]
    public async Task The_inbox_is_not_for_operators()
    {
        var console = await shared.ConsoleAsync();
        await using var hub = await ConnectAsync(console, "olga");
        var ct = TestContext.Current.CancellationToken;
        await Assert.ThrowsAsync<HubException>(async () => await hub.StreamAsync<JsonElement>("WatchInbox", ct).ToListAsync(ct));
    }

    [Fact]
    public async Task The_hub_is_closed_without_a_key()
    {
        var console = await shared.ConsoleAsync();
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(console.Address, "/hubs/runs")).Build();
        await Assert.ThrowsAsync<HttpRequestException>(() => hub.StartAsync(TestContext.Current.CancellationToken));
    }

    private async Task<(ConsoleProcess Console, string Run)> CompletedAsync()
    {
        var (console, model) = (await shared.ConsoleAsync(), await shared.ModelAsync());
        var run = await console.Sam.StartRunAsync("clerk", model.On("looks twice", a => a.Turn < 2 ? Reply.Calls(("look", $$"""{"text":"{{a.Turn}}"}""")) : Reply.Says("ok")));
        await console.Sam.UntilAsync(run, "Completed");
        return (console, run);
    }

    private static async Task<List<string>> WatchedAsync(ConsoleProcess console, string run, int? lastEventId)
    {
        using var patience = Patience.Begin();
        var items = new List<string>();
        await foreach (var item in console.Sam.WatchAsync(run, lastEventId, patience.Token))
        {
            if (item.EventId is null) continue;
            Assert.Equal(item.EventId, $"{item.Data.GetProperty("seq").GetInt32()}");
            Assert.Equal(item.EventType, item.Data.Text("type"));
            items.Add(item.Data.GetRawText());
        }

        return items;
    }

    private static async Task<HubConnection> ConnectAsync(ConsoleProcess console, string person)
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(console.Address, "/hubs/runs"), o => o.AccessTokenProvider = () => Task.FromResult<string?>($"demo-{person}")).Build();
        await hub.StartAsync(TestContext.Current.CancellationToken);
        return hub;
    }
}
