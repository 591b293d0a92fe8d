using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>I8: what a server offers later, or offers otherwise, no agent sees until an admin has looked at it.</summary>
public sealed class AdmissionTests : IAsyncLifetime
{
    private const string Schema = """{"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}""";

    private readonly TempFolder _folder = new();
    private readonly List<TestTool> _offered = [TestTools.Echo("look")];
    private FakeOpenAI _model = null!;
    private ToolServer _tools = null!;
    private ConsoleProcess _console = null!;
    private string _settings = "";

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAI.StartAsync();
        _tools = await ToolServer.StartAsync(() => [.. _offered]);
        _settings = _folder.Write("settings.json", new ConsoleSettings(_folder.Path).Model("strong", _model.Endpoint).With("McpServers", "box", new() { ["Url"] = _tools.Url.ToString(), ["ListEvery"] = "00:00:01" })
            .Agent("clerk", ["box.*"]).Tool("box.look", "ReadOnly").Tool("box.new", "ReadOnly").ToString());
        _console = await ConsoleProcess.StartAsync(_settings, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _tools.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_a_server_offers_when_it_is_first_met_is_admitted()
    {
        var look = (await _console.Rita.GetAsync("/api/tools/box.look")).Must(200);
        Assert.Equal(("Active", look.Text("definitionHash")), (look.Text("status"), look.GetProperty("admitted").Text("definitionHash")));
        Assert.Equal(["look"], await SeenAsync("first"));
    }

    [Fact]
    public async Task A_tool_that_appears_later_waits_for_an_admin_whatever_the_settings_say_of_it()
    {
        _offered.Add(TestTools.Echo("new"));
        Assert.Equal("NotAdmitted", await StatusAsync("box.new", "NotAdmitted"));
        Assert.Equal(["look"], await SeenAsync("later"));

        var hash = (await _console.Rita.GetAsync("/api/tools/box.new")).Must(200).Text("definitionHash");
        (await _console.Rita.PostAsync("/api/tools/box.new/admit", new { definitionHash = hash })).Must(403);
        (await _console.Ada.PostAsync("/api/tools/box.new/admit", new { definitionHash = "other" })).MustRefuse(409, "changed");
        (await _console.Ada.PostAsync("/api/tools/box.new/admit", new { })).MustRefuse(422, "invalidRequest");
        (await _console.Ada.PostAsync("/api/tools/box.none/admit", new { definitionHash = hash })).MustRefuse(404, "unknownTool");
        Assert.Equal("Active", (await _console.Ada.PostAsync("/api/tools/box.new/admit", new { definitionHash = hash })).Must(200).Text("status"));
        Assert.Equal(["look", "new"], await SeenAsync("admitted"));
    }

    [Fact]
    public async Task A_changed_definition_disables_its_tool_and_shows_what_was_admitted()
    {
        _offered[0] = new("look", Schema.Replace("text", "word", StringComparison.Ordinal), _offered[0].CallAsync);
        Assert.Equal("Changed", await StatusAsync("box.look", "Changed"));
        Assert.Empty(await SeenAsync("changed"));

        var look = (await _console.Rita.GetAsync("/api/tools/box.look")).Must(200);
        Assert.Contains("text", look.GetProperty("admitted").GetProperty("definition").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("word", look.GetProperty("definition").GetRawText(), StringComparison.Ordinal);

        // And so it stays over a restart, and is what it was when it is what it was.
        await _console.DisposeAsync();
        _console = await ConsoleProcess.StartAsync(_settings, TestContext.Current.CancellationToken);
        Assert.Equal("Changed", await StatusAsync("box.look", "Changed"));
        _offered[0] = TestTools.Echo("look");
        Assert.Equal("Active", await StatusAsync("box.look", "Active"));
    }

    [Fact]
    public async Task An_admission_written_by_hand_admits_nothing()
    {
        _offered[0] = new("look", Schema.Replace("text", "word", StringComparison.Ordinal), _offered[0].CallAsync);
        await StatusAsync("box.look", "Changed");
        var (was, now) = await HashesAsync();
        await _console.DisposeAsync();

        using (var database = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "console.db")};Pooling=False"))
        {
            database.Open();
            using var forge = database.CreateCommand();
            forge.CommandText = $"UPDATE journal SET Data = replace(Data, '{was}', '{now}') WHERE Stream = 'admission/box.look'";
            Assert.Equal(1, forge.ExecuteNonQuery());
        }

        _console = await ConsoleProcess.StartAsync(_settings, TestContext.Current.CancellationToken);
        Assert.Equal("NotAdmitted", await StatusAsync("box.look", "NotAdmitted"));
    }

    private async Task<(string, string)> HashesAsync()
    {
        var look = (await _console.Rita.GetAsync("/api/tools/box.look")).Must(200);
        return (look.GetProperty("admitted").Text("definitionHash"), look.Text("definitionHash"));
    }

    private async Task<string> StatusAsync(string tool, string status)
    {
        var last = "";
        await Until.TrueAsync(async () => await _console.Rita.GetAsync($"/api/tools/{tool}") is { Status: 200 } found && (last = found.Json.Text("status")) == status, () => $"{tool} is {last}\n{_console.Output}");
        return last;
    }

    /// <summary>The tools that a model is offered.</summary>
    private async Task<IEnumerable<string>> SeenAsync(string task)
    {
        var input = _model.On($"which tools {task}", Reply.Says("these"));
        await _console.Sam.UntilAsync(await _console.Sam.StartRunAsync("clerk", input), "Completed");
        return _model.RequestsFor(input).Single().Tools.Order();
    }
}
