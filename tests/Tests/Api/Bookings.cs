using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Tests.Api;

/// <summary>One console for all tests of a class, in front of a hotel that breaks off in the middle of a call, and of its ledger, which can tell what was booked.</summary>
public sealed class Bookings : IAsyncLifetime
{
    private const string Schema = """{"type":"object","properties":{"ref":{"type":"string"}},"required":["ref"],"additionalProperties":false}""";

    private const string Policy = """
        { "Reversibility": "Irreversible", "EffectKey": ["/ref"], "Timeout": "00:00:01", "ProbeFinalAfter": "00:00:03",
          "Probe": { "Tool": "ledger.find", "Arguments": { "ref": "{/ref}" }, "Path": "/bookings", "Happened": { "type": "array", "minItems": 1 } } }
        """;

    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, bool> _booked = new();
    private ToolServer _hotel = null!;
    private ToolServer _ledger = null!;

    internal ConsoleProcess Console { get; private set; } = null!;

    internal FakeOpenAI Model { get; private set; } = null!;

    /// <summary>While it is, the ledger answers with an error.</summary>
    internal bool IsLedgerBroken { get; set; }

    internal int Sent(string reference) => _hotel.CallsWith(reference);

    internal int AskedFor(string reference) => _ledger.CallsWith(reference);

    public async ValueTask InitializeAsync()
    {
        Model = await FakeOpenAI.StartAsync();
        _hotel = await ToolServer.StartAsync(new TestTool("book", Schema, BookAsync));
        _ledger = await ToolServer.StartAsync(new TestTool("find", Schema, (a, _) => Task.FromResult(Found(a.Text("ref")))));
        var settings = new ConsoleSettings(_folder.Path).Model("strong", Model.Endpoint).McpServer("hotel", _hotel.Url).McpServer("ledger", _ledger.Url).Agent("clerk", ["hotel.*", "ledger.*"])
            .Tool("ledger.find", "ReadOnly").With("Tools", "hotel.book", JsonNode.Parse(Policy)!.AsObject());
        _folder.Write("settings.json", settings.ToString());
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Console is not null) await Console.DisposeAsync();
        await _ledger.DisposeAsync();
        await _hotel.DisposeAsync();
        await Model.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Killed, and started again.</summary>
    internal async Task RestartAsync()
    {
        await Console.Kill9Async();
        await Console.DisposeAsync();
        await StartAsync();
    }

    /// <summary>A run that books, once a person has approved it; the hotel never answers.</summary>
    internal async Task<string> BookAsync(string reference)
    {
        var input = Model.On(reference, a => a.Turn == 0 ? Reply.Calls(("book", $$"""{"ref":"{{reference}}"}""")) : Reply.Says(a.LastToolAnswer));
        var run = await Console.Sam.StartRunAsync("clerk", input);
        (await Console.Rita.ApproveAsync(await Console.Rita.ProposalOfAsync(run))).Must(200);
        return run;
    }

    private async Task StartAsync() => Console = await ConsoleProcess.StartAsync(Path.Combine(_folder.Path, "settings.json"), TestContext.Current.CancellationToken);

    /// <summary>What is called <c>lost</c> is not booked; of what is called <c>cut</c> the connection breaks as soon as it is.</summary>
    private async Task<CallToolResult> BookAsync(JsonElement arguments, CancellationToken ct)
    {
        var reference = arguments.Text("ref");
        if (!reference.StartsWith("lost", StringComparison.Ordinal)) _booked[reference] = true;
        if (reference.StartsWith("cut", StringComparison.Ordinal)) _ = Task.Run(BreakOffAsync, CancellationToken.None);
        await Task.Delay(System.Threading.Timeout.Infinite, ct);
        return TestTools.Text("never");
    }

    private async Task BreakOffAsync()
    {
        await _hotel.StopAsync();
        await _hotel.StartAgainAsync();
    }

    private CallToolResult Found(string reference) => IsLedgerBroken
        ? new() { IsError = true, Content = [new TextContentBlock { Text = "the ledger is shut" }] }
        : TestTools.Text(JsonSerializer.Serialize(new { bookings = _booked.ContainsKey(reference) ? new[] { $"B-{reference}" } : [] }));
}
