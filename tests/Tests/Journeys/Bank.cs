using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>A console whose agent wants to pay, each time something else.</summary>
internal sealed class Bank(TempFolder folder, FakeOpenAI model, ToolServer tools, ConsoleProcess first) : IAsyncDisposable
{
    private const string Schema = """{"type":"object","additionalProperties":false,"required":["account","amount","reference"],"properties":{"account":{"type":"string"},"amount":{"type":"number"},"reference":{"type":"string"}}}""";

    private readonly ConcurrentQueue<string> _runs = [];
    private ConsoleProcess _console = first;
    private int _made;

    public ConsoleProcess Console => _console;

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
            runs.Add(await _console.Sam.StartRunAsync("clerk", input));
            _runs.Enqueue(runs[^1]);
        }

        foreach (var run in runs) await _console.Sam.UntilAsync(run, "AwaitingDecision", "Completed");
    }

    /// <summary>Ends, and starts again with copies of the last proposal in the lists. The first that it made stands before all of them, the others behind.</summary>
    /// <returns>Its own proposals, in the order of the inbox.</returns>
    public async Task<IReadOnlyList<string>> RestartedWithAsync(int copies)
    {
        var own = (await _console.Rita.GetAsync("/api/proposals?status=pending")).Must(200).GetProperty("items").EnumerateArray().Select(p => p.Text("id")).ToList();
        await _console.DisposeAsync();
        await ManyRows.CopyAsync(folder.Path, own[^1], copies);
        for (var i = 0; i < own.Count; i++) TestStore.Execute(folder.Path, $"UPDATE proposals SET ExpiresAt = {(i == 0 ? ManyRows.FirstExpires - 1 : ManyRows.FirstExpires + ((copies + i) * 1000L))} WHERE Id = '{own[i]}'");
        _console = await ConsoleProcess.StartAsync(folder["settings.json"], TestContext.Current.CancellationToken);
        return own;
    }

    /// <summary>What people answered, as the journal has it: of the run, in its order.</summary>
    public async Task<IReadOnlyList<JsonElement>> AnswersAsync(string run) =>
    [
        .. (await _console.Rita.GetAsync($"/api/runs/{run}/events?take=200")).Must(200).GetProperty("items").EnumerateArray()
            .Where(e => e.Text("type") is "proposal.approved.v1" or "proposal.edited.v1" or "proposal.rejected.v1"),
    ];

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await tools.DisposeAsync();
        await model.DisposeAsync();
        folder.Dispose();
    }
}
