using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;
using ModelContextProtocol;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>MCP servers over streamable HTTP, present and absent.</summary>
public sealed class HttpServerTests : IAsyncLifetime
{
    private const string AnyText = """{"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}""";

    private readonly TempFolder _folder = new();
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FakeOpenAI _model = null!;
    private ToolServer _tools = null!;
    private ConsoleProcess _console = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAI.StartAsync();
        _tools = await ToolServer.StartAsync(
            TestTools.Echo("write"), TestTools.Echo("look"), TestTools.Fails("fail"), TestTools.Echo("same"), TestTools.Echo("same"),
            TestTools.Waits("slow_write", _ => Wait()), TestTools.Waits("slow_look", _ => Wait()),
            new("refuse", AnyText, (_, _) => throw new McpProtocolException("not with these", McpErrorCode.InvalidParams)),
            new("break", AnyText, (_, _) => throw new McpProtocolException("broken inside", McpErrorCode.InternalError)),
            new("far", """{"type":"object","properties":{"a":{"$ref":"https://example.com/schema.json"}}}""", (_, _) => Task.FromResult(TestTools.Text("never"))),
            TestTools.Echo("vague") with { OutputSchema = """{"type":"object","properties":{"a":{"$ref":"https://example.com/schema.json"}}}""" },
            new("unclear", """{"type":"object","properties":{"a":{"maximum":1e999}}}""", (_, _) => Task.FromResult(TestTools.Text("never"))),
            new("nonsense", """{"type":"object","properties":{"a":{"type":"nonsense"}}}""", (_, _) => Task.FromResult(TestTools.Text("never"))));
        var settings = new ConsoleSettings(_folder.Path).Model("strong", _model.Endpoint).McpServer("box", _tools.Url).McpServer("dead", new Uri("http://127.0.0.1:9/mcp"))
            .Agent("clerk", ["box.*"]).Tool("box.look", "ReadOnly").Tool("box.slow_look", "ReadOnly").Tool("box.fail", "Reversible").Tool("box.refuse", "Reversible");
        _console = await ConsoleProcess.StartAsync(_folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);

        Task Wait()
        {
            _arrived.TrySetResult();
            return Task.Delay(Timeout.Infinite);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _tools.DisposeAsync();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_tool_that_cannot_be_checked_in_full_is_refused_with_the_reason_and_is_not_offered_to_the_model()
    {
        var tools = (await _console.Rita.GetAsync("/api/tools")).Must(200).GetProperty("items").EnumerateArray().ToDictionary(t => t.Text("name"));
        foreach (var name in new[] { "far", "vague", "unclear", "nonsense", "same" })
        {
            Assert.Equal("Refused", tools[name].Text("status"));
            Assert.False(string.IsNullOrWhiteSpace(tools[name].Text("statusReason")), name);
        }

        Assert.Equal("Active", tools["write"].Text("status"));
        var input = _model.On("which tools", Reply.Says("these"));
        await _console.Sam.UntilAsync(await _console.Sam.StartRunAsync("clerk", input), "Completed");
        Assert.Equal(["break", "fail", "look", "refuse", "slow_look", "slow_write", "write"], _model.RequestsFor(input).Single().Tools.Order());
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_and_the_others_work()
    {
        var sources = (await _console.Rita.GetAsync("/api/tools")).Must(200).GetProperty("sources").EnumerateArray().ToDictionary(s => s.Text("name"), s => s.Text("status"));
        Assert.Equal(("Connected", "Unreachable"), (sources["box"], sources["dead"]));
        Assert.Contains("MCP server dead cannot be reached", _console.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fail", "the tool says no")]
    [InlineData("refuse", "not with these")]
    public async Task What_the_tool_or_its_server_turned_down_the_model_is_told_as_failed(string tool, string told)
    {
        var result = (await _console.Rita.UntilAsync(await AskAsync(tool), "Completed")).Text("result");
        Assert.Contains("\"failed\"", result, StringComparison.Ordinal);
        Assert.Contains(told, result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_of_a_write_leaves_the_outcome_unknown()
    {
        var run = await AskAsync("slow_write");
        (await _console.Rita.ApproveAsync(await _console.Rita.ProposalOfAsync(run))).Must(200);
        await _arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        await _tools.StopAsync();

        await _console.Rita.UntilAsync(run, "OutcomeUnknown");
        Assert.Single(_tools.Calls, c => c.Tool == "slow_write");
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_of_a_read_is_a_failed_read()
    {
        var run = await AskAsync("slow_look");
        await _arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        await _tools.StopAsync();

        Assert.Contains("\"failed\"", (await _console.Rita.UntilAsync(run, "Completed")).Text("result"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_any_more_has_executed_nothing_and_when_it_is_back_its_tools_are_too()
    {
        var input = _model.On("write", a => a.Turn < 2 ? Reply.Calls((a.Turn == 0 ? "write" : "look", """{"text":"x"}""")) : Reply.Says(a.LastToolAnswer));
        var run = await _console.Sam.StartRunAsync("clerk", input);
        var proposal = await _console.Rita.ProposalOfAsync(run);
        await _tools.StopAsync();
        (await _console.Rita.ApproveAsync(proposal)).Must(200);
        var ended = await _console.Rita.UntilAsync(run, "Completed", "OutcomeUnknown");
        Assert.Equal("Completed", ended.Text("status"));
        Assert.Contains("cannot be reached", ended.Text("result"), StringComparison.Ordinal);
        Assert.Empty(_tools.Calls);
        Assert.Equal(3, _model.RequestsFor(input).Count);
        Assert.All(_model.RequestsFor(input), r => Assert.Equal(_model.RequestsFor(input)[0].Tools, r.Tools));

        await _tools.StartAgainAsync();
        await Until.TrueAsync(async () => (await _console.Rita.GetAsync("/api/tools/box.write")).Must(200).Text("status") == "Active", () => _console.Output);
        var second = await AskAsync("write");
        (await _console.Rita.ApproveAsync(await _console.Rita.ProposalOfAsync(second))).Must(200);
        await _console.Rita.UntilAsync(second, "Completed");
        Assert.Single(_tools.Calls);
    }

    [Fact]
    public async Task An_error_inside_the_server_leaves_a_write_unknown_and_its_other_tools_at_work()
    {
        var run = await AskAsync("break");
        (await _console.Rita.ApproveAsync(await _console.Rita.ProposalOfAsync(run))).Must(200);
        await _console.Rita.UntilAsync(run, "OutcomeUnknown");
        Assert.Contains("done: ", (await _console.Rita.UntilAsync(await AskAsync("look"), "Completed")).Text("result"), StringComparison.Ordinal);
    }

    private async Task<string> AskAsync(string tool)
    {
        var input = _model.On(tool, a => a.Turn == 0 ? Reply.Calls((tool, new JsonObject { ["text"] = "x" }.ToJsonString())) : Reply.Says(a.LastToolAnswer));
        return await _console.Sam.StartRunAsync("clerk", input);
    }
}
