using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Notices;

/// <summary>kill -9 between the commit and the answer of who is told: told by the next start, under the same id.</summary>
public sealed class TellingCrashTests
{
    [Fact]
    public async Task Killed_before_anybody_has_answered_it_is_told_by_the_next_start_under_the_same_id()
    {
        using var folder = new TempFolder();
        var hangs = new ConcurrentDictionary<bool, bool> { [true] = true };
        await using var silent = await Receiver.StartAsync((context, _) => Task.Delay(hangs.ContainsKey(true) ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, context.RequestAborted));
        await using var model = await FakeOpenAI.StartAsync();
        await using var tools = await ToolServer.StartAsync(TestTools.Echo("write"));
        var down = await Receiver.StartAsync();
        var port = down.Url.Port;
        await down.DisposeAsync(); // nobody is there when the console dies
        var settings = new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).McpServer("box", tools.Url).Agent("clerk", ["box.*"])
            .With("Webhooks", "silent", new() { ["Url"] = silent.Url.ToString(), ["Secret"] = "env:HOOK", ["Events"] = new JsonArray("proposal.*") })
            .With("Webhooks", "down", new() { ["Url"] = $"http://127.0.0.1:{port}/hook", ["Secret"] = Receiver.Secret, ["Events"] = new JsonArray("proposal.*") });
        settings.Root["Console"] = new JsonObject { ["PublicUrl"] = "https://console.test/base" };
        var (file, secret) = (folder.Write("settings.json", settings.ToString()), ("HOOK", Receiver.Secret));
        string id;
        await using (var first = await ConsoleProcess.StartAsync(file, [secret], TestContext.Current.CancellationToken))
        {
            await first.Sam.StartRunAsync("clerk", model.On("tell", a => a.Turn == 0 ? Reply.Calls(("write", """{"text":"tell"}""")) : Reply.Says("done")));
            await Until.TrueAsync(() => Task.FromResult(silent.Asked.Count == 1), () => $"nobody was told\n{first.Output}");
            id = silent.Asked.Single().Id;
            await first.Kill9Async();
        }

        hangs.Clear();
        await using var up = await Receiver.StartAsync(port: port);
        await using var next = await ConsoleProcess.StartAsync(file, [secret], TestContext.Current.CancellationToken);
        foreach (var receiver in new[] { silent, up })
        {
            await Until.TrueAsync(() => Task.FromResult(receiver.Taken.Any(t => t.Id == id)), () => $"it was not told again\n{next.Output}");
            Assert.All(receiver.Asked, t => Assert.True(t is { IsSigned: true, Type: NoticeType.Waiting } && t.Id == id && t.Data.GetProperty("link").GetString()!.StartsWith("https://console.test/base/inbox/", StringComparison.Ordinal)));
        }

        Assert.Single(silent.Asked.Select(t => t.Body).Distinct());
        var stand = (await next.Ada.GetAsync("/api/destinations")).Must(200);
        Assert.Equal(["silent", "down"], stand.GetProperty("items").EnumerateArray().Select(d => d.Text("name")));
        Assert.DoesNotContain(Receiver.Secret, stand.GetRawText(), StringComparison.Ordinal);
    }
}
