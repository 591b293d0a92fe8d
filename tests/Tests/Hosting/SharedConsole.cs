using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

[assembly: AssemblyFixture(typeof(SharedConsole))]

namespace ApprovalConsole.Tests.Hosting;

/// <summary>One console process for all tests that need nothing of their own: agent <c>clerk</c> with the tools <c>box.look</c> (read-only),
/// <c>box.write</c> (irreversible), <c>box.wipe</c> (critical), <c>box.stamp</c> (reversible); agent <c>boss</c> with the first two, which delegates to clerk and to itself; agents elsewhere <c>shopper</c> with all of them, and <c>watched</c>, which is only observed. Started when the first test asks for it.</summary>
public sealed class SharedConsole : IAsyncDisposable
{
    private readonly Lazy<Task<Started>> _started = new(StartAsync);

    internal async Task<ConsoleProcess> ConsoleAsync() => (await _started.Value).Console;

    internal async Task<FakeOpenAI> ModelAsync() => (await _started.Value).Model;

    internal async Task<ToolServer> ToolsAsync() => (await _started.Value).Tools;

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated) return;
        var started = await _started.Value;
        await started.Console.DisposeAsync();
        await started.Model.DisposeAsync();
        await started.Tools.DisposeAsync();
        started.Folder.Dispose();
    }

    private static async Task<Started> StartAsync()
    {
        var folder = new TempFolder();
        var model = await FakeOpenAI.StartAsync();
        var tools = await ToolServer.StartAsync(
            TestTools.Echo("look"), TestTools.Echo("write"), TestTools.Echo("wipe"), TestTools.Echo("stamp"), TestTools.Echo("unset"), TestTools.Echo("spare"), TestTools.Echo("misfit"), TestTools.Fails("fail"));
        var settings = new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).McpServer("box", tools.Url).Agent("clerk", ["box.*"])
            .Model("dead", new Uri("http://127.0.0.1:9/v1")).Agent("lost", [], routes: new JsonObject { ["act"] = "dead" }).Agent("poor", [])
            .Model("counted", model.Endpoint, null, ("Tokenizer", "o200k_base"), ("MaxTokensField", "max_tokens")).Agent("counter", ["box.*"], routes: new JsonObject { ["act"] = "counted" })
            .Model("pen", model.Endpoint, null, ("Model", "m-pen")).WritingApart("scribe", ["box.look"], "strong", "pen")
            .Delegating("boss", ["box.look", "box.write"], "clerk", "boss")
            .ExternalAgent("shopper", ["box.*"]).ExternalAgent("watched", ["box.look", "box.write"], "observe")
            .Tool("box.look", "ReadOnly").Tool("box.write", "Irreversible", new JsonObject { ["Title"] = "Write {/text}" }).Tool("box.wipe", "Critical")
            .Tool("box.stamp", "Reversible").Tool("box.fail", "Reversible")
            .Tool("box.misfit", "Irreversible", new JsonObject { ["EffectKey"] = new JsonArray("/txet") });
        var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), CancellationToken.None);
        return new(folder, console, model, tools);
    }

    private sealed record Started(TempFolder Folder, ConsoleProcess Console, FakeOpenAI Model, ToolServer Tools);
}
