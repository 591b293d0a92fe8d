using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>What a tool answers is looked at before anybody sees it.</summary>
public sealed class ResultTests : IAsyncLifetime
{
    private const string Declared = """{"type":"object","properties":{"total":{"type":"number"}},"required":["total"]}""";

    private readonly TempFolder _folder = new();
    private FakeOpenAI _model = null!;
    private ToolServer _tools = null!;
    private ConsoleProcess _console = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAI.StartAsync();
        _tools = await ToolServer.StartAsync(
            TestTools.Answers("look", """{"total":"many, says the tool"}""") with { OutputSchema = Declared },
            TestTools.Answers("pay", """{"paid":"yes, says the tool"}""") with { OutputSchema = Declared },
            TestTools.Answers("mine", """{"owner":"somebody else","secret":"open sesame"}"""));
        var owns = new JsonObject { ["Authorization"] = JsonNode.Parse("""[ { "ResultOwns": { "Path": "/owner", "Equals": "{principal.attributes.user_id}" } } ]""") };
        var settings = new ConsoleSettings(_folder.Path).Model("strong", _model.Endpoint).McpServer("box", _tools.Url).Agent("clerk", ["box.*"])
            .Tool("box.look", "ReadOnly").Tool("box.pay", "Irreversible").Tool("box.mine", "ReadOnly", owns);
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
    public async Task A_read_that_answers_another_shape_than_it_declares_is_an_error_to_the_model()
    {
        var (_, told) = await AskedAsync("look");
        Assert.Equal("failed", told.Text("status"));
        Assert.Contains("/total", told.Text("message"), StringComparison.Ordinal);
        Assert.DoesNotContain("says the tool", told.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_belongs_to_somebody_else_is_withheld()
    {
        var (run, told) = await AskedAsync("mine");
        Assert.Equal("failed", told.Text("status"));
        Assert.Contains("withheld", told.Text("message"), StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", told.GetRawText() + (await _console.Sam.GetAsync($"/api/runs/{run}/events")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_whose_answer_cannot_be_read_was_carried_out_and_is_not_sent_again()
    {
        var (run, told) = await AskedAsync("pay");
        Assert.Equal(("ok", "unreadable"), (told.Text("status"), told.GetProperty("result").Text("receipt")));
        Assert.Single(_tools.Calls);
        Assert.Empty((await _console.Sam.GetAsync($"/api/runs/{run}")).Must(200).GetProperty("unknownCalls").EnumerateArray());
    }

    /// <summary>One call, approved where it has to be; what the model was told of it.</summary>
    private async Task<(string Run, JsonElement Told)> AskedAsync(string tool)
    {
        var task = _model.On(tool, Reply.Calls((tool, """{"text":"x"}""")), Reply.Says("Done."));
        var run = await _console.Sam.StartRunAsync("clerk", task);
        if (tool == "pay") (await _console.Rita.ApproveAsync(await _console.Rita.ProposalOfAsync(run))).Must(200);
        await _console.Sam.UntilAsync(run, "Completed");
        return (run, JsonElement.Parse(_model.RequestsFor(task)[^1].LastToolAnswer));
    }
}
