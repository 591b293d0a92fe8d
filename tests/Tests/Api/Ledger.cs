using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Tests.Api;

/// <summary>A console of its own in front of a ledger whose records change: <c>ledger.get</c> reads one, <c>ledger.pay</c> pays what it says.</summary>
internal sealed class Ledger : IAsyncDisposable
{
    private const string GetSchema = """{"type":"object","properties":{"id":{"type":"string"}},"required":["id"],"additionalProperties":false}""";
    private const string PaySchema = """{"type":"object","properties":{"id":{"type":"string"},"amount":{"type":"number"}},"required":["id","amount"],"additionalProperties":false}""";

    private readonly TempFolder _folder = new();
    private FakeOpenAI _model = null!;
    private string _settings = "";
    private int _runs;

    public ConcurrentDictionary<string, JsonObject> Records { get; } = new();

    public ConsoleProcess Console { get; private set; } = null!;

    public ToolServer Tools { get; private set; } = null!;

    public bool IsSilent { get; set; }

    public int Payments => Tools.Calls.Count(c => c.Tool == "pay");

    public int PaymentsOf(string id) => Tools.Calls.Count(c => c.Tool == "pay" && c.Arguments.Text("id") == id);

    /// <param name="policy">Of <c>ledger.pay</c>.</param>
    public static async Task<Ledger> StartAsync(string policy)
    {
        var ledger = new Ledger { _model = await FakeOpenAI.StartAsync() };
        ledger.Tools = await ToolServer.StartAsync(
            new("get", GetSchema, ledger.GetAsync), new("pay", PaySchema, (a, _) => Task.FromResult(TestTools.Text($"paid {a.GetProperty("amount")}"))));
        var settings = new ConsoleSettings(ledger._folder.Path).Model("strong", ledger._model.Endpoint).McpServer("ledger", ledger.Tools.Url)
            .Agent("clerk", ["ledger.*"]).Tool("ledger.get", "ReadOnly").With("Tools", "ledger.pay", JsonNode.Parse(policy)!.AsObject());
        ledger._settings = ledger._folder.Write("settings.json", settings.ToString());
        ledger.Console = await ConsoleProcess.StartAsync(ledger._settings, TestContext.Current.CancellationToken);
        return ledger;
    }

    /// <summary>Killed, its database written to by hand, and started again.</summary>
    public async Task RestartAsync(Action<SqliteConnection> write)
    {
        await Console.Kill9Async();
        using (var database = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "console.db")};Pooling=False"))
        {
            database.Open();
            write(database);
        }

        await Console.DisposeAsync();
        Console = await ConsoleProcess.StartAsync(_settings, TestContext.Current.CancellationToken);
    }

    /// <summary>What somebody does who can write the database, while the console runs.</summary>
    /// <returns>Rows that it changed.</returns>
    public int Execute(string sql)
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "console.db")};Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    public Ledger Has(string id, string record)
    {
        Records[id] = JsonNode.Parse(record)!.AsObject();
        return this;
    }

    public async Task<string> AskAsync(string id, decimal amount, string user = "u1")
    {
        var input = _model.On($"pay {id} {Interlocked.Increment(ref _runs)}", Reply.Calls(("pay", $$"""{"id":"{{id}}","amount":{{amount}}}""")), Reply.Says("done"));
        var started = await Console.Sam.PostAsync("/api/runs", new { agent = "clerk", input, onBehalfOf = new { subject = user, attributes = new { user_id = user } } });
        return started.Must(201).Text("id");
    }

    /// <summary>A run whose model says and asks for this.</summary>
    public async Task<string> AskAsync(Reply[] replies)
    {
        var input = _model.On($"task {Interlocked.Increment(ref _runs)}", replies);
        return (await Console.Sam.PostAsync("/api/runs", new { agent = "clerk", input, onBehalfOf = new { subject = "u1" } })).Must(201).Text("id");
    }

    /// <summary>Asked, and waiting for a person.</summary>
    public async Task<JsonElement> ProposeAsync(string id, decimal amount) => await Console.Rita.ProposalOfAsync(await AskAsync(id, amount));

    public async Task<JsonElement> ReadAsync(string proposalId) => (await Console.Rita.GetAsync($"/api/proposals/{proposalId}")).Must(200);

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        await Tools.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<ModelContextProtocol.Protocol.CallToolResult> GetAsync(JsonElement arguments, CancellationToken ct)
    {
        if (IsSilent) await Task.Delay(Timeout.Infinite, ct);
        return Records.TryGetValue(arguments.GetProperty("id").GetString()!, out var record)
            ? TestTools.Text(record.ToJsonString())
            : new() { IsError = true, Content = [new ModelContextProtocol.Protocol.TextContentBlock { Text = "no such record" }] };
    }
}
