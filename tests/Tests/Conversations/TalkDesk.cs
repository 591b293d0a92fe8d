using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Conversations;

/// <summary>One console for all tests of a class: <c>talker</c> asks and stays open, <c>clerk</c> does neither; both have <c>box.look</c> and <c>box.write</c>.</summary>
public sealed class TalkDesk : IAsyncLifetime
{
    public const string Shop = "https://shop.example";

    private readonly TempFolder _folder = new();

    internal FakeOpenAI Model { get; private set; } = null!;

    internal ToolServer Tools { get; private set; } = null!;

    internal ConsoleProcess Console { get; private set; } = null!;

    internal static ConsoleSettings SettingsOf(string folder, FakeOpenAI model, ToolServer tools)
    {
        var settings = new ConsoleSettings(folder).Model("strong", model.Endpoint).McpServer("box", tools.Url).Agent("talker", ["box.*"]).Agent("clerk", ["box.*"]).Tool("box.look", "ReadOnly");
        settings.Root["Agents"]!["talker"]!["Conversation"] = new JsonObject { ["AsksUser"] = true, ["StaysOpen"] = true, ["Messages"] = 4, ["PerMessage"] = new JsonObject { ["Iterations"] = 4 } };
        settings.Root["Agents"]!["talker"]!["Limits"]!["Iterations"] = 20;
        settings.Root["Wire"] = new JsonObject { ["OpenStreams"] = 12 };
        settings.Root["Viewers"] = new JsonObject { ["Origins"] = new JsonArray(Shop) };
        return settings;
    }

    public async ValueTask InitializeAsync()
    {
        Model = await FakeOpenAI.StartAsync();
        Tools = await ToolServer.StartAsync(TestTools.Echo("look"), TestTools.Echo("write"));
        Console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", SettingsOf(_folder.Path, Model, Tools).ToString()), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Console is not null) await Console.DisposeAsync();
        await Tools.DisposeAsync();
        await Model.DisposeAsync();
        _folder.Dispose();
    }
}
