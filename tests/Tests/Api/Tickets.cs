using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>One console for all tests of a class, in front of tickets: <c>box.set</c> gives one a status and can be taken back, <c>box.get</c> reads it.</summary>
public sealed class Tickets : IAsyncLifetime
{
    private const string Schema = """{"type":"object","properties":{"id":{"type":"string"},"status":{"type":"string"}},"required":["id"],"additionalProperties":false}""";

    private const string Policy = """
        { "Reversibility": "Reversible", "EffectKey": ["/id"],
          "Facts": [ { "Name": "before", "Tool": "box.get", "Arguments": { "id": "{/id}" }, "Path": "/status" } ],
          "Undo": { "Tool": "box.set", "Arguments": { "id": "{/id}", "status": "{facts/before}" },
                    "Still": { "Tool": "box.get", "Arguments": { "id": "{/id}" }, "Path": "/status", "Equals": "{/status}" } } }
        """;

    private readonly TempFolder _folder = new();
    private FakeOpenAI _model = null!;
    private ToolServer _tools = null!;

    internal ConsoleProcess Console { get; private set; } = null!;

    /// <summary>By id; a ticket that is not here is <c>open</c>.</summary>
    internal ConcurrentDictionary<string, string> Status { get; } = new();

    /// <summary>The statuses that a ticket was given, in order.</summary>
    internal IEnumerable<string> Given(string id) => _tools.Calls.Where(c => c.Tool == "set" && c.Arguments.Text("id") == id).Select(c => c.Arguments.Text("status"));

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAI.StartAsync();
        _tools = await ToolServer.StartAsync(
            new("get", Schema, (a, _) => Task.FromResult(TestTools.Text(JsonSerializer.Serialize(new { status = Status.GetValueOrDefault(a.Text("id"), "open") })))),
            new("set", Schema, (a, _) =>
            {
                Status[a.Text("id")] = a.Text("status");
                return Task.FromResult(TestTools.Text("set"));
            }));
        var settings = new ConsoleSettings(_folder.Path).Model("strong", _model.Endpoint).McpServer("box", _tools.Url).Agent("clerk", ["box.*"])
            .Tool("box.get", "ReadOnly").With("Tools", "box.set", JsonNode.Parse(Policy)!.AsObject());
        _folder.Write("settings.json", settings.ToString());
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Console is not null) await Console.DisposeAsync();
        await _tools.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Killed, and started again.</summary>
    /// <param name="forget">A run of which the database is to know nothing any more.</param>
    internal async Task RestartAsync(string? forget = null)
    {
        await Console.Kill9Async();
        if (forget is not null) Forget(forget);
        await Console.DisposeAsync();
        await StartAsync();
    }

    /// <summary>A run that gave tickets these statuses, one after the other, and completed.</summary>
    internal async Task<string> DoneAsync(string task, params (string Id, string Status)[] changes)
    {
        Reply[] steps = [.. changes.Select(c => Reply.Calls(("set", JsonSerializer.Serialize(new { id = c.Id, status = c.Status })))), Reply.Says("done")];
        var run = await Console.Sam.StartRunAsync("clerk", _model.On($"work on {task}", steps));
        await Console.Rita.UntilAsync(run, "Completed");
        return run;
    }

    private async Task StartAsync() => Console = await ConsoleProcess.StartAsync(_folder["settings.json"], TestContext.Current.CancellationToken);

    private void Forget(string run)
    {
        using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder["console.db"]};Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = """
            DELETE FROM journal WHERE Stream = $run; DELETE FROM payloads WHERE Stream = $run; DELETE FROM runs WHERE Id = $run;
            DELETE FROM calls WHERE RunId = $run; DELETE FROM proposals WHERE RunId = $run;
            """;
        command.Parameters.AddWithValue("$run", run);
        Assert.True(command.ExecuteNonQuery() > 3);
        ForgottenLog.Of(database);
    }
}
