using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>Taking back over HTTP: through the gate, with what was captured before the call, and not over somebody else's later work.</summary>
public sealed class UndoTests : IAsyncLifetime
{
    private const string Schema = """{"type":"object","properties":{"id":{"type":"string"},"status":{"type":"string"}},"required":["id"],"additionalProperties":false}""";

    private const string Policy = """
        { "Reversibility": "Reversible", "EffectKey": ["/id"],
          "Facts": [ { "Name": "before", "Tool": "box.get", "Arguments": { "id": "{/id}" }, "Path": "/status" } ],
          "Undo": { "Tool": "box.set", "Arguments": { "id": "{/id}", "status": "{facts/before}" },
                    "Still": { "Tool": "box.get", "Arguments": { "id": "{/id}" }, "Path": "/status", "Equals": "{/status}" } } }
        """;

    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, string> _tickets = new();
    private FakeOpenAI _model = null!;
    private ToolServer _tools = null!;
    private ConsoleProcess _console = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAI.StartAsync();
        _tools = await ToolServer.StartAsync(
            new("get", Schema, (a, _) => Task.FromResult(TestTools.Text(JsonSerializer.Serialize(new { status = _tickets.GetValueOrDefault(a.Text("id"), "open") })))),
            new("set", Schema, (a, _) =>
            {
                _tickets[a.Text("id")] = a.Text("status");
                return Task.FromResult(TestTools.Text("set"));
            }));
        var settings = new ConsoleSettings(_folder.Path).Model("strong", _model.Endpoint).McpServer("box", _tools.Url).Agent("clerk", ["box.*"])
            .Tool("box.get", "ReadOnly").With("Tools", "box.set", JsonNode.Parse(Policy)!.AsObject());
        _console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _tools.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_undo_that_was_named_and_never_started_starts_with_the_next_start_and_only_once()
    {
        var run = await DoneAsync("t7", ("t7", "pending"), ("t7", "solved"));
        var undo = (await _console.Sam.PostAsync($"/api/runs/{run}/undo", new { })).Must(202).Text("id");
        await _console.Rita.UntilAsync(undo, "Completed");
        await _console.Kill9Async();
        Forget(undo); // as if the end had come just after it was named
        _tickets["t7"] = "solved";

        await StartAgainAsync();
        await _console.Rita.UntilAsync(undo, "Completed");
        Assert.Equal("open", _tickets["t7"]);

        await _console.Kill9Async();
        _tickets["t7"] = "solved";
        await StartAgainAsync();
        await _console.Rita.UntilAsync(undo, "Completed");
        Assert.Equal("solved", _tickets["t7"]);
    }

    private async Task StartAgainAsync()
    {
        await _console.DisposeAsync();
        _console = await ConsoleProcess.StartAsync(_folder["settings.json"], TestContext.Current.CancellationToken);
    }

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

    [Fact]
    public async Task All_writes_of_a_run_are_taken_back_the_last_one_first()
    {
        var run = await DoneAsync("t1", ("t1", "pending"), ("t1", "solved"));
        Assert.Equal("solved", _tickets["t1"]);

        var undo = (await _console.Sam.PostAsync($"/api/runs/{run}/undo", new { })).Must(202);
        Assert.Equal(("undo", run), (undo.Text("kind"), undo.Text("parentRunId")));
        var ended = await _console.Rita.UntilAsync(undo.Text("id"), "Completed", "Failed");

        Assert.Equal("2 of 2 undone.", ended.Text("result"));
        Assert.Equal("open", _tickets["t1"]);
        Assert.Equal(["pending", "solved", "pending", "open"], _tools.Calls.Where(c => c.Tool == "set").Select(c => c.Arguments.Text("status")));
    }

    [Fact]
    public async Task Asked_for_ten_times_at_once_it_happens_once()
    {
        var run = await DoneAsync("t2", ("t2", "pending"));
        var undos = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _console.Sam.PostAsync($"/api/runs/{run}/undo", new { callId = $"{run}.1.1" })));
        var id = Assert.Single(undos.Select(u => u.Must(202).Text("id")).Distinct());
        await _console.Rita.UntilAsync(id, "Completed");
        Assert.Equal(2, _tools.CallsWith("t2") - _tools.Calls.Count(c => c.Tool == "get"));
    }

    [Fact]
    public async Task What_somebody_else_has_changed_since_is_left_alone()
    {
        var run = await DoneAsync("t3", ("t3", "pending"));
        _tickets["t3"] = "escalated";
        var undo = (await _console.Sam.PostAsync($"/api/runs/{run}/undo", new { })).Must(202);
        Assert.Equal("Failed", (await _console.Rita.UntilAsync(undo.Text("id"), "Completed", "Failed")).Text("status"));
        Assert.Equal("escalated", _tickets["t3"]);

        _tickets["t3"] = "pending"; // and once it is as the call left it, it may be asked for again
        var again = (await _console.Sam.PostAsync($"/api/runs/{run}/undo", new { })).Must(202);
        Assert.NotEqual(undo.Text("id"), again.Text("id"));
        await _console.Rita.UntilAsync(again.Text("id"), "Completed");
        Assert.Equal("open", _tickets["t3"]);
    }

    [Fact]
    public async Task What_cannot_be_undone_says_so()
    {
        var run = await DoneAsync("t4");
        (await _console.Sam.PostAsync($"/api/runs/{run}/undo", new { })).MustRefuse(422, "cannotUndo");
        (await _console.Sam.PostAsync($"/api/runs/{run}/undo", new { callId = $"{run}.9.9" })).MustRefuse(404, "unknownCall");
        (await _console.Sam.PostAsync("/api/runs/nothing/undo", new { })).MustRefuse(404, "unknownRun");
        (await _console.Rita.PostAsync($"/api/runs/{run}/undo", new { })).Must(403);
    }

    private async Task<string> DoneAsync(string task, params (string Id, string Status)[] changes)
    {
        Reply[] steps = [.. changes.Select(c => Reply.Calls(("set", JsonSerializer.Serialize(new { id = c.Id, status = c.Status })))), Reply.Says("done")];
        var run = await _console.Sam.StartRunAsync("clerk", _model.On($"work on {task}", steps));
        await _console.Rita.UntilAsync(run, "Completed");
        return run;
    }
}
