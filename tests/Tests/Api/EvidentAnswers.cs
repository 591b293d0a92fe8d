using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>One console for all tests of a class: the answers of its <c>clerk</c>, who has <c>box.look</c>, need evidence.</summary>
public sealed class EvidentAnswers : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private ToolServer _tools = null!;

    internal FakeOpenAI Model { get; private set; } = null!;

    internal ConsoleProcess Console { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Model = await FakeOpenAI.StartAsync();
        _tools = await ToolServer.StartAsync(TestTools.Echo("look"));
        var settings = new ConsoleSettings(_folder.Path).Model("strong", Model.Endpoint).McpServer("box", _tools.Url).Agent("clerk", ["box.*"]).Tool("box.look", "ReadOnly");
        settings.Root["Agents"]!["clerk"]!["Answer"] = new JsonObject { ["Needs"] = "evidence" };
        Console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Console is not null) await Console.DisposeAsync();
        await _tools.DisposeAsync();
        await Model.DisposeAsync();
        _folder.Dispose();
    }
}
