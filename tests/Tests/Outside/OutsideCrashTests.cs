using ApprovalConsole.Tests.Crash;
using ApprovalConsole.Tests.Hosting;
using ModelContextProtocol;

namespace ApprovalConsole.Tests.Outside;

/// <summary>Agents elsewhere, and a console that is killed: what they were told holds, and nothing of it is done twice.</summary>
public sealed class OutsideCrashTests
{
    [Fact]
    public async Task I4_A_call_that_waits_outlives_the_console_and_its_client_and_is_done_once()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (text, session, key) = (NewText(), NewText(), NewText());
        var pending = (await desk.Console.Sam.AskAsync("write", new { text }, session, key)).Must(202);
        await desk.KillAndRestartAsync();

        Assert.Equal(pending.Text("id"), (await desk.Console.Sam.AskAsync("write", new { text }, session, key)).Must(202).Text("id")); // the same key
        Assert.Equal(pending.Text("id"), (await desk.Console.Sam.AskAsync("write", new { text }, session)).Must(202).Text("id")); // and an agent that forgot it
        (await desk.Console.Rita.ApproveAsync((await desk.Console.Rita.GetAsync($"/api/proposals/{pending.Text("proposalId")}")).Must(200))).Must(200);
        Assert.Equal("executed", (await desk.Console.Sam.GetAsync($"/api/tool-calls/{pending.Text("id")}?waitSeconds=30")).Must(200).Text("status"));
        await desk.KillAndRestartAsync();
        Assert.Equal("executed", (await desk.Console.Sam.AskAsync("write", new { text }, session, key)).Must(200).Text("status"));
        Assert.Equal(1, desk.Tools.CallsWith(text));
    }

    [Fact]
    public async Task By_mcp_the_handle_outlives_the_console_and_the_client_goes_on_where_it_was()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var text = NewText();
        string handle;
        await using (var client = await McpVisit.OpenAsync(desk.Console)) handle = (await client.AskAsync("write", new { text })).Json().Text("proposalId");
        await desk.KillAndRestartAsync();

        await using var back = await McpVisit.OpenAsync(desk.Console);
        Assert.Equal("pending", (await back.AskAsync("get_proposal", new { proposalId = handle })).Json().Text("status"));
        (await desk.Console.Rita.ApproveAsync((await desk.Console.Rita.GetAsync($"/api/proposals/{handle}")).Must(200))).Must(200);
        Assert.Equal($"done: {text}", (await back.AskAsync("get_proposal", new { proposalId = handle, waitSeconds = 30 })).Text());
        Assert.Equal(1, desk.Tools.CallsWith(text));
    }

    [Fact]
    public async Task I2_Killed_while_the_call_was_out_its_outcome_is_unknown_and_asking_again_sends_nothing()
    {
        await using var desk = await CrashDesk.OpenAsync();
        var (text, session, key) = (NewText(), NewText(), NewText());
        var asked = desk.Console.Sam.AskAsync("slow_stamp", new { text }, session, key);
        await desk.ArrivedAsync(text);
        await desk.KillAndRestartAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => asked);

        var again = (await desk.Console.Sam.AskAsync("slow_stamp", new { text }, session, key)).Must(202);
        Assert.Equal("outcomeUnknown", again.Text("status"));
        Assert.Equal(1, desk.Tools.CallsWith(text));
        (await desk.Console.Rita.PostAsync($"/api/calls/{again.Text("id")}/outcome", new { outcome = "happened", note = "It is there." })).Must(200);
        Assert.Equal("executed", (await desk.Console.Sam.GetAsync($"/api/tool-calls/{again.Text("id")}")).Must(200).Text("status"));
    }

    [Fact]
    public async Task While_a_tool_works_whoever_wants_to_hear_of_it_is_told_that_it_goes_on()
    {
        await using var desk = await CrashDesk.OpenAsync();
        await using var client = await McpVisit.OpenAsync(desk.Console);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var text = NewText();
        var read = client.CallToolAsync("slow_look", new Dictionary<string, object?> { ["text"] = text }, new Told(told), cancellationToken: TestContext.Current.CancellationToken);
        await told.Task.WaitAsync(Patience.Cap, TestContext.Current.CancellationToken);
        desk.SlowMayAnswer.TrySetResult();
        Assert.Equal($"done: {text}", (await read).Text());
    }

    private static string NewText() => Guid.NewGuid().ToString("N");

    private sealed class Told(TaskCompletionSource told) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => told.TrySetResult();
    }
}
