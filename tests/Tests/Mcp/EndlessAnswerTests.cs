using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace ApprovalConsole.Tests.Mcp;

/// <summary>What a server may answer at most, before anything of it is kept.</summary>
public sealed class EndlessAnswerTests : IDisposable
{
    private const long Most = 1 << 20;

    private readonly TempFolder _folder = new();
    private readonly TaskCompletionSource<long> _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("application/json", "z")]
    [InlineData("text/event-stream", "z")]
    [InlineData("text/event-stream", "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\"x\"}}\n\n")]
    public async Task An_answer_without_end_is_cut_and_only_its_own_call_fails(string type, string piece)
    {
        await using var server = await RawServer.StartAsync((text, context, result) => text == "endless" ? FloodAsync(context, type, piece) : context.Response.WriteAsync(result(text)));
        await using var source = Sources.Of(new() { Url = server.Url }, _folder, Most);
        await source.StartAsync(TestContext.Current.CancellationToken);

        var outcome = Assert.IsType<ToolOutcome.Unknown>(await source.CallAsync("tool", "endless"));

        Assert.Contains($"more than {Most} bytes", outcome.Why, StringComparison.Ordinal);
        Assert.InRange(await _sent.Task.WaitAsync(TestContext.Current.CancellationToken), Most, 256 * Most); // what is still on the way is not ours
        Assert.Null(source.Unreachable);
        Assert.IsType<ToolOutcome.Succeeded>(await source.CallAsync("tool", "well"));
        Assert.Equal(1, server.Introductions);
    }

    [Fact]
    public async Task A_process_that_writes_a_line_without_end_is_ended_and_started_again_and_the_calls_that_were_out_say_why()
    {
        await using var source = Sources.Of(new() { Command = "node", Args = [NpmServers.Unruly, _folder["calls.log"]] }, _folder, Most);
        await source.StartAsync(TestContext.Current.CancellationToken);
        var first = ((ToolOutcome.Succeeded)await source.CallAsync("pid", "x")).Result.Text!;
        var silent = source.CallAsync("garbage", "x");

        var flooded = Assert.IsType<ToolOutcome.Unknown>(await source.CallAsync("flood", "x"));

        Assert.Contains($"more than {Most} bytes", flooded.Why, StringComparison.Ordinal);
        Assert.Contains($"more than {Most} bytes", Assert.IsType<ToolOutcome.Unknown>(await silent).Why, StringComparison.Ordinal);
        await Until.TrueAsync(async () => await source.CallAsync("pid", "x") is ToolOutcome.Succeeded { Result.Text: var now } && now != first, () => source.Unreachable ?? first); // the first may still go to the one that dies
        await Until.TrueAsync(() => Task.FromResult(!Directory.Exists($"/proc/{first.Trim('"')}")), () => first);
    }

    private async Task FloodAsync(HttpContext context, string type, string piece)
    {
        var (many, sent) = (string.Concat(Enumerable.Repeat(piece, 65_536 / piece.Length)), 0L);
        context.Response.ContentType = type;
        try
        {
            for (; sent < 1L << 30; sent += many.Length)
            {
                await context.Response.WriteAsync(many, context.RequestAborted);
                if (sent > 64 * Most) await Task.Delay(1); // what is written after the connection is gone is thrown away at once, and nobody is told before this
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody reads on.
        }

        _sent.TrySetResult(sent);
    }
}
