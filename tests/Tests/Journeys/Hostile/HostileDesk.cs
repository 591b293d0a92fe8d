using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Journeys.Hostile;

/// <summary>A console whose one tool takes any arguments, and whose model asks for what it is told.</summary>
internal sealed class HostileDesk(TempFolder folder, FakeOpenAI model, ToolServer tools, ConsoleProcess console) : IAsyncDisposable
{
    private const int AtOnce = 12;
    private const string Schema = """{"type":"object","additionalProperties":true,"required":["to","amount"],"properties":{"to":{"type":"string"},"amount":{"type":"number"},"body":{"type":"string"}}}""";

    public ConsoleProcess Console => console;

    public ToolServer Tools => tools;

    public static async Task<HostileDesk> OpenAsync()
    {
        var folder = new TempFolder();
        var model = await FakeOpenAI.StartAsync();
        var tools = await ToolServer.StartAsync(new TestTool("send", Schema, (_, _) => Task.FromResult(TestTools.Text("sent"))));
        var settings = new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).McpServer("mail", tools.Url).Agent("clerk", ["mail.*"]).Tool("mail.send", "Irreversible", new JsonObject
        {
            ["Title"] = "Send {/amount:USD} to {/to}", ["Effect"] = "{/amount:USD} leave the account", ["Decisive"] = new JsonArray("/to", "/amount"),
        });
        return new(folder, model, tools, await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken));
    }

    /// <summary>Each call as a run of its own, up to where it waits for a person.</summary>
    public async Task<IReadOnlyList<(HostileCall Call, JsonElement Proposal)>> ProposeAsync(IEnumerable<HostileCall> calls)
    {
        var made = new List<(HostileCall, JsonElement)>();
        foreach (var some in calls.Chunk(AtOnce))
            made.AddRange(await Task.WhenAll(some.Select(async call =>
            {
                var input = model.On($"Send it. {call.Words}", asked => asked.Turn == 0 ? Reply.SaysAndCalls(call.Words, ("send", call.Arguments.ToJsonString())) : Reply.Says("ok"));
                return (call, await console.Rita.ProposalOfAsync(await console.Sam.StartRunAsync("clerk", input)));
            })));
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        await console.DisposeAsync();
        await tools.DisposeAsync();
        await model.DisposeAsync();
        folder.Dispose();
    }
}
