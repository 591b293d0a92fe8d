using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>Calls over HTTP are each on their own: what breaks off takes no other along, and what is gone is reached anew.</summary>
public sealed class BrokenAnswerTests : IAsyncLifetime
{
    private const long Most = 1 << 20;

    private readonly TempFolder _folder = new();
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RawServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RawServer.StartAsync(AnswerAsync);

    public async ValueTask DisposeAsync()
    {
        _answers.TrySetResult();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("half")]
    [InlineData("half a stream")]
    public async Task An_answer_that_breaks_off_fails_its_call_and_one_that_is_out_gets_its_own(string how)
    {
        await using var source = Sources.Of(new() { Url = _server.Url }, _folder, Most);
        await source.StartAsync(TestContext.Current.CancellationToken);
        var slow = source.CallAsync("tool", "slow");
        await _arrived.Task.WaitAsync(TestContext.Current.CancellationToken);

        var broken = Assert.IsType<ToolOutcome.Unknown>(await source.CallAsync("tool", how));

        Assert.StartsWith("The MCP server box did not answer to the end: ", broken.Why, StringComparison.Ordinal);
        _answers.SetResult();
        Assert.IsType<ToolOutcome.Succeeded>(await slow);
        Assert.IsType<ToolOutcome.Succeeded>(await source.CallAsync("tool", "well"));
        Assert.Single(source.Tools);
    }

    [Fact]
    public async Task A_session_that_the_server_forgot_is_followed_by_another_and_the_call_that_is_out_in_it_gets_its_answer()
    {
        await using var source = Sources.Of(new() { Url = _server.Url }, _folder, Most);
        await source.StartAsync(TestContext.Current.CancellationToken);
        var slow = source.CallAsync("tool", "slow");
        await _arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        _server.ForgetSessions();

        var forgotten = Assert.IsType<ToolOutcome.Unknown>(await source.CallAsync("tool", "well"));

        Assert.Contains("404", forgotten.Why, StringComparison.Ordinal);
        Assert.IsType<ToolOutcome.Succeeded>(await source.CallAsync("tool", "well"));
        Assert.Equal(2, _server.Introductions);
        _answers.SetResult();
        Assert.IsType<ToolOutcome.Succeeded>(await slow);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_keeps_its_tools_has_executed_nothing_and_is_reached_by_the_next_call()
    {
        await using var server = await ToolServer.StartAsync(TestTools.Echo("tool"));
        await using var source = Sources.Of(new() { Url = server.Url }, _folder, Most);
        await source.StartAsync(TestContext.Current.CancellationToken);
        await server.StopAsync();

        Assert.Equal("unreachable", Assert.IsType<ToolOutcome.NotExecuted>(await source.CallAsync("tool", "x")).Code);

        Assert.NotNull(source.Unreachable);
        Assert.Single(source.Tools);
        await server.StartAgainAsync();
        Assert.IsType<ToolOutcome.Succeeded>(await source.CallAsync("tool", "x"));
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task I1_a_tool_that_came_back_as_another_is_not_called_on_the_way()
    {
        await using var server = await ToolServer.StartAsync(TestTools.Echo("tool"));
        await using var source = Sources.Of(new() { Url = server.Url }, _folder, Most);
        await source.StartAsync(TestContext.Current.CancellationToken);
        await server.StopAsync();
        Assert.IsType<ToolOutcome.NotExecuted>(await source.CallAsync("tool", "x"));
        server.Offer(TestTools.Echo("tool") with { OutputSchema = """{"type":"object"}""" });

        await server.StartAgainAsync();

        Assert.Equal("changed", Assert.IsType<ToolOutcome.NotExecuted>(await source.CallAsync("tool", "x")).Code);
        Assert.Empty(server.Calls);
    }

    private async Task AnswerAsync(string text, HttpContext context, Func<string, string> result)
    {
        switch (text)
        {
            case "slow":
                _arrived.TrySetResult();
                await _answers.Task;
                break;
            case "drop":
                context.Abort();
                return;
            case "half" or "half a stream":
                if (text != "half") context.Response.ContentType = "text/event-stream";
                await context.Response.WriteAsync("event: message\ndata: {\"jsonrpc\"");
                await context.Response.Body.FlushAsync();
                context.Abort();
                return;
        }

        await context.Response.WriteAsync(result(text));
    }
}
