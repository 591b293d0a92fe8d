using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;

namespace ApprovalConsole.Tests.Outside;

/// <summary>The settings that <c>docs/diary.md</c> tells of, with the server that they were written for.</summary>
public sealed class DiaryTests : IAsyncLifetime
{
    private const string Agent = "notes";
    private const int MostLines = 40;

    private static readonly string File = Path.Combine(Built.Root, "docs", "diary", "memory.json");

    private readonly TempFolder _folder = new();
    private readonly string _session = $"{Guid.NewGuid():N}";
    private ConsoleProcess _console = null!;

    public async ValueTask InitializeAsync()
    {
        var written = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken))!.AsObject();
        var settings = new ConsoleSettings(_folder.Path).Model("unasked", new("http://127.0.0.1:9/v1"));
        foreach (var (section, entries) in written) settings.Root[section] = entries!.DeepClone();
        var server = settings.Root["McpServers"]!["memory"]!;
        (server["Command"], server["Args"], server["RunAsConsole"]) = ("node", new JsonArray(await NpmServers.MemoryAsync()), true);
        server["Env"]!["MEMORY_FILE_PATH"] = _folder["memory.jsonl"];
        _console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Whatever_changes_something_asks_and_ids_that_nobody_has_are_refused()
    {
        await DoneAsync("create_entities", """{"entities":[{"name":"Kim","entityType":"person","observations":["likes tea"]},{"name":"Lee","entityType":"person","observations":[]}]}""");
        await RefusedAsync("create_relations", """{"relations":[{"from":"Kim","to":"Leee","relationType":"knows"}]}""", "/relations/0/to");
        await DoneAsync("create_relations", """{"relations":[{"from":"Kim","to":"Lee","relationType":"knows"}]}""");
        await RefusedAsync("add_observations", """{"observations":[{"entityName":"Kmi","contents":["is tall"]}]}""", "/observations/0/entityName");
        await DoneAsync("add_observations", """{"observations":[{"entityName":"Lee","contents":["is tall"]}]}""");

        await RefusedAsync("delete_observations", """{"deletions":[{"entityName":"Kim","observations":["likes coffee"]}]}""", "/deletions/0/observations/0");
        await DoneAsync("delete_observations", """{"deletions":[{"entityName":"Kim","observations":["likes tea"]}]}""");
        await RefusedAsync("delete_relations", """{"relations":[{"from":"Lee","to":"Kim","relationType":"knows"}]}""", "/relations/0/from");
        await DoneAsync("delete_relations", """{"relations":[{"from":"Kim","to":"Lee","relationType":"knows"}]}""");
        await RefusedAsync("delete_entities", """{"entityNames":["Kim","Kiim"]}""", "/entityNames/1");
        await RefusedAsync("delete_entities", """{"entityNames":[]}""", "/entityNames/*");
        await DoneAsync("delete_entities", """{"entityNames":["Kim"]}""");

        var left = (await AskAsync("read_graph", "{}")).Must(200).GetProperty("result").GetRawText();
        Assert.Contains("Lee", left, StringComparison.Ordinal);
        Assert.DoesNotContain("Kim", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_reads_runs_by_itself_and_the_settings_are_as_long_as_the_diary_says()
    {
        var tools = (await _console.Ada.GetAsync("/api/tools")).Must(200).GetProperty("items").EnumerateArray().Where(t => t.Text("source") == "memory").ToList();
        Assert.Equal(9, tools.Count);
        Assert.Equal(["open_nodes", "read_graph", "search_nodes"], tools.Where(t => t.GetProperty("policy").Text("reversibility") == "ReadOnly").Select(t => t.Text("name")).Order());
        Assert.InRange((await System.IO.File.ReadAllLinesAsync(File, TestContext.Current.CancellationToken)).Length, 1, MostLines);
    }

    private async Task DoneAsync(string tool, string arguments)
    {
        var pending = (await AskAsync(tool, arguments)).Must(202);
        (await _console.Rita.ApproveAsync((await _console.Rita.GetAsync($"/api/proposals/{pending.Text("proposalId")}")).Must(200))).Must(200);
        Assert.Equal("executed", (await _console.Sam.GetAsync($"/api/tool-calls/{pending.Text("id")}?waitSeconds=30")).Must(200).Text("status"));
    }

    private async Task RefusedAsync(string tool, string arguments, string at) =>
        Assert.Equal(at, (await AskAsync(tool, arguments)).MustRefuse(422, "validationFailed").GetProperty("errors")[0].Text("path"));

    private Task<Answer> AskAsync(string tool, string arguments) => _console.Sam.AskAsync(tool, JsonNode.Parse(arguments)!, _session, agent: Agent);
}
