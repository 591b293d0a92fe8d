using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.EndToEnd;

/// <summary>Real input, from outside only: the npm package server-filesystem over stdio, a model endpoint in the OpenAI wire format, decisions over HTTP,
/// and the disk as witness.</summary>
public sealed class FilesystemTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private FakeOpenAI _model = null!;
    private ConsoleProcess _console = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAI.StartAsync();
        _folder.Write("desk/inbox/letter.txt", "Please file this under 2026.");
        var settings = new ConsoleSettings(_folder.Path).Model("strong", _model.Endpoint).Agent("archivist", ["files.*"])
            .McpServer("files", "node", await NpmServers.FilesystemAsync(), _folder["desk"])
            .Tool("files.list_directory", "ReadOnly").Tool("files.read_text_file", "ReadOnly")
            .Tool("files.move_file", "Irreversible", new JsonObject { ["Title"] = "Move {/source} to {/destination}", ["Decisive"] = new JsonArray("/source", "/destination") })
            .Tool("files.write_file", "Irreversible", new JsonObject { ["Title"] = "Write {/path}", ["Decisive"] = new JsonArray("/path") });
        _console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    private string Letter => _folder["desk/inbox/letter.txt"];

    private string Filed => _folder["desk/2026-letter.txt"];

    private string Index => _folder["desk/index.txt"];

    [Fact]
    public async Task It_reads_by_itself_and_changes_the_disk_only_after_each_approval()
    {
        var (task, run) = await StartAsync();
        var waiting = await _console.Rita.UntilAsync(run, "AwaitingDecision");

        // It has listed and read without asking anyone, and the disk is as it was.
        var asked = _model.RequestsFor(task);
        Assert.Equal(3, asked.Count);
        Assert.Contains("inbox", asked[1].LastToolAnswer, StringComparison.Ordinal);
        Assert.Contains("Please file this under 2026.", asked[2].LastToolAnswer, StringComparison.Ordinal);
        Assert.Equal((true, false, false), (File.Exists(Letter), File.Exists(Filed), File.Exists(Index)));
        Assert.Equal(2, waiting.GetProperty("pendingProposals").GetArrayLength());

        // The later call is approved first: it waits for the earlier one.
        var (move, write) = await ProposalsAsync(waiting);
        Assert.Equal($"Move {Letter} to {Filed}", move.Text("title"));
        Assert.Equal("Approved", (await _console.Rita.ApproveAsync(write)).Must(200).Text("status"));
        Assert.Equal((true, false, false), (File.Exists(Letter), File.Exists(Filed), File.Exists(Index)));

        (await _console.Rita.ApproveAsync(move)).Must(200);
        var ended = await _console.Rita.UntilAsync(run, "Completed");
        Assert.Equal((false, true), (File.Exists(Letter), File.Exists(Filed)));
        Assert.Equal("letter: filed", await File.ReadAllTextAsync(Index, TestContext.Current.CancellationToken));
        Assert.Equal("Filed.", ended.Text("result"));
        Assert.Equal(4, ended.GetProperty("steps").GetInt32());
    }

    [Fact]
    public async Task An_edit_changes_what_is_written_and_the_model_is_told()
    {
        var (task, run) = await StartAsync();
        var (move, write) = await ProposalsAsync(await _console.Rita.UntilAsync(run, "AwaitingDecision"));
        (await _console.Rita.ApproveAsync(move)).Must(200);
        (await _console.Rita.EditAsync(write, new { path = Index, content = "letter: filed by rita" })).Must(200);

        await _console.Rita.UntilAsync(run, "Completed");
        Assert.Equal("letter: filed by rita", await File.ReadAllTextAsync(Index, TestContext.Current.CancellationToken));
        var told = JsonElement.Parse(_model.RequestsFor(task)[^1].LastToolAnswer);
        Assert.Equal("ok", told.Text("status"));
        var change = told.GetProperty("editedByReviewer").GetProperty("changed")[0];
        Assert.Equal(("/content", "letter: filed", "letter: filed by rita"), (change.Text("path"), change.Text("was"), change.Text("is")));
    }

    [Fact]
    public async Task An_edit_to_a_place_outside_the_folder_is_the_servers_to_refuse_and_nothing_is_written()
    {
        var (task, run) = await StartAsync();
        var (move, write) = await ProposalsAsync(await _console.Rita.UntilAsync(run, "AwaitingDecision"));
        (await _console.Rita.ApproveAsync(move)).Must(200);
        (await _console.Rita.EditAsync(write, new { path = _folder["outside.txt"], content = "x" })).Must(200);

        await _console.Rita.UntilAsync(run, "Completed");
        Assert.False(File.Exists(_folder["outside.txt"]));
        Assert.Contains("Access denied", _model.RequestsFor(task)[^1].LastToolAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_leaves_the_disk_alone_and_its_reason_is_in_the_next_request()
    {
        var (task, run) = await StartAsync();
        var (move, _) = await ProposalsAsync(await _console.Rita.UntilAsync(run, "AwaitingDecision"));
        (await _console.Rita.RejectAsync(move, "the letter stays in the inbox")).Must(200);

        await _console.Rita.UntilAsync(run, "Completed");
        Assert.Equal((true, false, false), (File.Exists(Letter), File.Exists(Filed), File.Exists(Index)));
        var told = _model.RequestsFor(task)[^1].ToolAnswers;
        Assert.Contains("the letter stays in the inbox", told[^2], StringComparison.Ordinal);
        Assert.Equal("withdrawn", JsonElement.Parse(told[^1]).Text("status"));
    }

    private async Task<(string Task, string Run)> StartAsync()
    {
        var task = _model.On("File the letter.", asked => asked.Turn switch
        {
            0 => Reply.SaysAndCalls("I look at the folder first.", Call("list_directory", new { path = _folder["desk"] })),
            1 => Reply.Calls(Call("read_text_file", new { path = Letter })),
            2 => Reply.SaysAndCalls("I file it and note it.", Call("move_file", new { source = Letter, destination = Filed }), Call("write_file", new { path = Index, content = "letter: filed" })),
            _ => Reply.Says("Filed."),
        });
        return (task, await _console.Sam.StartRunAsync("archivist", task));
    }

    private async Task<(JsonElement Move, JsonElement Write)> ProposalsAsync(JsonElement run)
    {
        var proposals = new List<JsonElement>();
        foreach (var id in run.GetProperty("pendingProposals").EnumerateArray())
            proposals.Add((await _console.Rita.GetAsync($"/api/proposals/{id.GetString()}")).Must(200));
        return (proposals.Single(p => p.Text("tool") == "files.move_file"), proposals.Single(p => p.Text("tool") == "files.write_file"));
    }

    private static (string, string) Call(string tool, object arguments) => (tool, JsonSerializer.Serialize(arguments));
}
