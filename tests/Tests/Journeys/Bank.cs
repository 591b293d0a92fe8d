using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>A console whose agent wants to pay, each time something else.</summary>
internal sealed class Bank(TempFolder folder, FakeOpenAI model, ToolServer tools, ConsoleProcess console) : IAsyncDisposable
{
    private const string Schema = """{"type":"object","additionalProperties":false,"required":["account","amount","reference"],"properties":{"account":{"type":"string"},"amount":{"type":"number"},"reference":{"type":"string"}}}""";

    private readonly ConcurrentQueue<string> _runs = [];
    private int _made;

    public ConsoleProcess Console => console;

    public ToolServer Tools => tools;

    public IReadOnlyCollection<string> Runs => _runs;

    /// <param name="pay">What paying does; null: it pays.</param>
    public static async Task<Bank> OpenAsync(Func<CallToolResult>? pay = null)
    {
        var folder = new TempFolder();
        var model = await FakeOpenAI.StartAsync();
        var tools = await ToolServer.StartAsync(new TestTool("pay", Schema, (_, _) => Task.FromResult(pay?.Invoke() ?? TestTools.Text("paid"))));
        var settings = new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).McpServer("bank", tools.Url).Agent("clerk", ["bank.*"]).Tool("bank.pay", "Irreversible", new JsonObject
        {
            ["Title"] = "Pay {/amount:EUR} from {/account}, {/reference}", ["Decisive"] = new JsonArray("/account", "/amount", "/reference"),
        });
        return new(folder, model, tools, await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken));
    }

    /// <summary>So many more runs, up to where each waits for a person.</summary>
    public async Task ProposeAsync(int count)
    {
        var runs = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var number = Interlocked.Increment(ref _made);
            var amount = 1000 + number;
            var input = model.On($"Pay {amount} EUR from AC-4711 for INV-2026-{number:0000}", asked => asked.Turn == 0
                ? Reply.Calls(("pay", $$"""{"account":"AC-4711","amount":{{amount}},"reference":"INV-2026-{{number:0000}}"}""")) : Reply.Says("ok"));
            runs.Add(await console.Sam.StartRunAsync("clerk", input));
            _runs.Enqueue(runs[^1]);
        }

        foreach (var run in runs) await console.Sam.UntilAsync(run, "AwaitingDecision", "Completed");
    }

    /// <summary>What people answered, as the journal has it: of the run, in its order.</summary>
    public async Task<IReadOnlyList<JsonElement>> AnswersAsync(string run) =>
    [
        .. (await console.Rita.GetAsync($"/api/runs/{run}/events?take=200")).Must(200).GetProperty("items").EnumerateArray()
            .Where(e => e.Text("type") is "proposal.approved.v1" or "proposal.edited.v1" or "proposal.rejected.v1"),
    ];

    public async ValueTask DisposeAsync()
    {
        await console.DisposeAsync();
        await tools.DisposeAsync();
        await model.DisposeAsync();
        folder.Dispose();
    }
}
