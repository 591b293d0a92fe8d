using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Setups;

/// <summary>One console with an agent for each test that changes one: all have <c>box.look</c> (read-only) and <c>box.write</c> (irreversible).</summary>
public sealed class SetupConsole : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private ToolServer _tools = null!;

    internal FakeOpenAI Model { get; private set; } = null!;

    internal ConsoleProcess Console { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (Model, _tools) = (await FakeOpenAI.StartAsync(), await ToolServer.StartAsync(TestTools.Echo("look"), TestTools.Echo("write")));
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        await Model.DisposeAsync();
        await _tools.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Kills it, and starts it again on the same database with what is changed in its settings.</summary>
    internal async Task RestartAsync(Action<JsonNode>? change = null)
    {
        await Console.Kill9Async();
        await Console.DisposeAsync();
        await StartAsync(change);
    }

    private async Task StartAsync(Action<JsonNode>? change = null)
    {
        var settings = new ConsoleSettings(_folder.Path).Model("strong", Model.Endpoint).Model("priced", Model.Endpoint).McpServer("box", _tools.Url).ExternalAgent("shopper", ["box.*"])
            .Agent("narrowed", ["box.*"]).Agent("told", ["box.*"]).Agent("bounded", ["box.*"]).Agent("agreed", ["box.*"]).Agent("previewed", ["box.*"]).Agent("helper", []).Delegating("boss", [], "helper").Agent("halting", ["box.*"], limits: new JsonObject { ["Iterations"] = 1 }).Agent("payer", ["box.*"], routes: new JsonObject { ["act"] = "priced" })
            .Tool("box.look", "ReadOnly").Tool("box.write", "Irreversible");
        settings.Root["Budgets"] = new JsonObject { ["agent:payer:month"] = new JsonObject { ["LimitUsd"] = 5 }, ["agent:previewed:month"] = new JsonObject { ["LimitUsd"] = 5 } };
        change?.Invoke(settings.Root);
        Console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
    }
}
