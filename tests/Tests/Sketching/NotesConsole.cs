using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Outside;

namespace ApprovalConsole.Tests.Sketching;

/// <summary>A console with a published server that nobody has laid down a policy for: <c>memory</c>, which keeps a graph of notes, with Kim and Lee in it.</summary>
internal sealed class NotesConsole : IAsyncDisposable
{
    private const string Agent = "notes";

    private readonly TempFolder _folder = new();
    private readonly string _session = $"{Guid.NewGuid():N}";

    private NotesConsole() { }

    public ConsoleProcess Process { get; private set; } = null!;

    /// <param name="settings">What is in the settings besides.</param>
    public static async Task<NotesConsole> StartAsync(Action<ConsoleSettings>? settings = null)
    {
        var notes = new NotesConsole();
        var graph = notes._folder.Write("memory.jsonl", """
            {"type":"entity","name":"Kim Ash","entityType":"person","observations":["likes tea"]}
            {"type":"entity","name":"Lee Oak","entityType":"person","observations":["is tall"]}
            {"type":"relation","from":"Kim Ash","to":"Lee Oak","relationType":"knows"}
            """);
        var all = new ConsoleSettings(notes._folder.Path).Model("unasked", new("http://127.0.0.1:9/v1")).McpServer("memory", "node", await NpmServers.MemoryAsync()).ExternalAgent(Agent, ["memory.*"]);
        all.Root["McpServers"]!["memory"]!["Env"] = new JsonObject { ["MEMORY_FILE_PATH"] = graph };
        settings?.Invoke(all);
        notes.Process = await ConsoleProcess.StartAsync(notes._folder.Write("settings.json", all.ToString()), TestContext.Current.CancellationToken);
        return notes;
    }

    public async Task<JsonElement> SketchAsync(string tool) => (await Process.Ada.GetAsync($"/api/tools/memory.{tool}/policy/sketch")).Must(200);

    public static JsonElement LineOf(JsonElement sketch, string id) => sketch.GetProperty("lines").EnumerateArray().Single(l => l.Text("id") == id);

    /// <summary>An admin lays a policy down, and another agrees where one has to.</summary>
    /// <returns>Whether one had to.</returns>
    public async Task<bool> LayDownAsync(string tool, JsonNode policy)
    {
        var id = $"memory.{tool}";
        var version = (await Process.Ada.GetAsync($"/api/tools/{id}")).Must(200).GetProperty("policy").GetProperty("version").GetInt32();
        var answer = await Process.Ada.PutAsync($"/api/tools/{id}/policy", policy.ToJsonString(), ("If-Match", $"\"{version}\""));
        if (answer.Status != 202)
        {
            answer.Must(200);
            return false;
        }

        (await Process.Abel.PostAsync($"/api/tools/{id}/policy/changes/{answer.Must(202).Text("changeId")}/approve", new { })).Must(200);
        return true;
    }

    public async Task AdmitReadersAsync()
    {
        foreach (var tool in new[] { "read_graph", "search_nodes", "open_nodes" }) await LayDownAsync(tool, new JsonObject { ["reversibility"] = "ReadOnly" });
    }

    /// <summary>An agent elsewhere asks for a call.</summary>
    public Task<Answer> AskAsync(string tool, string arguments) => Process.Sam.AskAsync(tool, JsonNode.Parse(arguments)!, _session, agent: Agent);

    /// <summary>It waits for a person, who approves, and it is done.</summary>
    public async Task DoneAsync(string tool, string arguments)
    {
        var pending = (await AskAsync(tool, arguments)).Must(202);
        (await Process.Rita.ApproveAsync((await Process.Rita.GetAsync($"/api/proposals/{pending.Text("proposalId")}")).Must(200))).Must(200);
        Assert.Equal("executed", (await Process.Sam.GetAsync($"/api/tool-calls/{pending.Text("id")}?waitSeconds=30")).Must(200).Text("status"));
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
    }
}
