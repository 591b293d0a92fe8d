using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using ApprovalConsole.Tests.Notices;

namespace ApprovalConsole.Tests.Cluster;

/// <summary>Two nodes on one outbox: each notice is one node's to tell.</summary>
public sealed class SharedOutboxTests : IDisposable
{
    private const int Runs = 12;

    /// <summary>At a time, to one destination.</summary>
    private const int OneTells = 8;

    /// <summary>As long as it takes for the other node to have looked, too.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(0.7);

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task While_both_live_nothing_is_told_twice_and_what_one_leaves_the_other_tells_under_the_same_id()
    {
        var isUp = true;
        await using var receiver = await Receiver.StartAsync(async (context, _) =>
        {
            await Task.Delay(Slow, context.RequestAborted);
            context.Response.StatusCode = Volatile.Read(ref isUp) ? 200 : 500;
        });
        await using var one = await NodeAsync(receiver);
        await using (var other = await NodeAsync(receiver))
        {
            // Each knows of both: it looks after some keys, and the other after the rest.
            await Until.TrueAsync(() => Task.FromResult(Keys.All(k => IsMine(one, k) != IsMine(other, k)) && Keys.Any(k => IsMine(one, k)) && Keys.Any(k => IsMine(other, k))), () => "they do not share the work");
            await StartAsync(one, other);
            await Until.TrueAsync(() => Task.FromResult(receiver.Taken.Count >= Runs), () => $"{receiver.Taken.Count} of {Runs} were told");
            await Until.TrueAsync(async () => (await one.StandAsync("ops")) is { Waiting: 0, Delivered: Runs }, () => "not all of it was written down");
            Assert.Equal(Runs, receiver.Asked.Select(t => t.Id).Distinct().Count());
            Assert.Equal(Runs, receiver.Asked.Count);

            Volatile.Write(ref isUp, false);
            await StartAsync(one, other);
            await Until.TrueAsync(async () => (await one.DeliveriesAsync("ops")).Count(d => d is { Status: DeliveryStatus.Waiting, Attempts: > 0 }) == Runs, () => "not all of it was tried");
        }

        Volatile.Write(ref isUp, true);
        await Until.TrueAsync(async () => (await one.StandAsync("ops")) is { Waiting: 0, Delivered: 2 * Runs }, () => "what the other left was not told");
        Assert.Equal(2 * Runs, receiver.Taken.Select(t => t.Id).Distinct().Count());
        Assert.All(receiver.Asked.GroupBy(t => t.Id), same => Assert.Single(same.Select(t => t.Body).Distinct()));
    }

    [Fact]
    public async Task What_a_node_was_telling_when_it_was_killed_another_tells_under_the_same_id()
    {
        Assert.SkipWhen(PostgreSqlServer.Binaries is null, "PostgreSQL is not installed.");
        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var receiver = await Receiver.StartAsync((context, _) => mayAnswer.Task.WaitAsync(context.RequestAborted));
        await using var model = await FakeOpenAI.StartAsync();
        await using var tools = await ToolServer.StartAsync(TestTools.Echo("write"));
        var settings = new ConsoleSettings(_folder.Path).Model("strong", model.Endpoint).McpServer("box", tools.Url).Agent("clerk", ["box.*"])
            .With("Webhooks", "ops", new() { ["Url"] = receiver.Url.ToString(), ["Secret"] = Receiver.Secret, ["Timeout"] = "00:01:00", ["Events"] = new JsonArray(NoticeType.Waiting) });
        settings.Root["Storage"] = TestStore.JsonOf(TestStore.PostgreSqlOptionsOf(_folder.Path));
        settings.Root["Console"] = new JsonObject { ["PublicUrl"] = "https://console.test/" };
        settings.Root["Cluster"] = new JsonObject { ["Enabled"] = true, ["DeadAfter"] = "00:00:10" };
        var file = _folder.Write("settings.json", settings.ToString());
        await using var killed = await StartAsync(file);
        await using var lives = await StartAsync(file);
        for (var i = 0; i < Runs; i++)
            await (i % 2 == 0 ? killed : lives).Sam.StartRunAsync("clerk", model.On($"tell{i}", a => a.Turn == 0 ? Reply.Calls(("write", """{"text":"tell"}""")) : Reply.Says("done")));
        await Until.TrueAsync(() => Task.FromResult(receiver.Asked.Count > OneTells), () => $"{receiver.Asked.Count} are being told: not by both");
        await Until.TrueAsync(async () => (await StandAsync(lives)).GetProperty("waiting").GetInt32() == Runs, () => "not all of it waits");

        await killed.Kill9Async();
        mayAnswer.SetResult();

        await Until.TrueAsync(async () => (await StandAsync(lives)).GetProperty("delivered").GetInt32() == Runs, () => $"{receiver.Taken.Count} of {Runs} were told\n{lives.Output}");
        Assert.Equal(Runs, receiver.Taken.Select(t => t.Id).Distinct().Count());
        Assert.All(receiver.Asked.GroupBy(t => t.Id), same => Assert.Single(same.Select(t => t.Body).Distinct()));
        Assert.Contains(receiver.Asked.GroupBy(t => t.Id), same => same.Count() == 2); // else the one that was killed told nothing
    }

    public void Dispose() => _folder.Dispose();

    private static Task<ConsoleProcess> StartAsync(string settings) => ConsoleProcess.StartAsync(settings, TestContext.Current.CancellationToken, "--Cluster:Port", $"{Nodes.FreePort()}");

    private static async Task<JsonElement> StandAsync(ConsoleProcess node) => (await node.Ada.GetAsync("/api/destinations")).Must(200).GetProperty("items").EnumerateArray().Single();

    private static IEnumerable<string> Keys => Enumerable.Range(0, 64).Select(i => $"key-{i}");

    private static bool IsMine(TellingHost node, string key) => node.Gate.Get<Placement>().IsMine(key);

    private static async Task StartAsync(params TellingHost[] nodes)
    {
        for (var i = 0; i < Runs; i++) await nodes[i % nodes.Length].Gate.StartRunAsync($"write:w{i}");
    }

    private Task<TellingHost> NodeAsync(Receiver receiver) =>
        TellingHost.InAsync(_folder, Nodes.FreePort(), ("ops", new WebhookSettings { Url = receiver.Url, Secret = Receiver.Secret, Events = [NoticeType.Waiting] }));
}
