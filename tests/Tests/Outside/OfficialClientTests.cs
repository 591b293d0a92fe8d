using System.Text.Json;
using ApprovalConsole.Tests.Crash;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;

namespace ApprovalConsole.Tests.Outside;

/// <summary>The console's MCP server, visited by the official TypeScript client and by the Inspector's command line.</summary>
public sealed class OfficialClientTests
{
    [Fact]
    public async Task It_lists_calls_hears_that_a_call_goes_on_and_cancels()
    {
        await using var desk = await CrashDesk.OpenAsync();
        await using var client = await OfficialClient.StartAsync();
        await client.TellAsync(desk.Console);
        var tools = (await client.EndAsync()).GetProperty("tools").EnumerateArray().Select(t => t.GetString()).ToList();
        Assert.Contains("slow_look", tools);
        Assert.Contains("get_proposal", tools);

        var (given, cancelled) = (NewText(), NewText());
        await client.TellAsync(desk.Console, "slow_look", new { text = cancelled }, cancels: true);
        Assert.Contains("Enough", (await client.EndAsync()).Text("error"), StringComparison.Ordinal);
        Assert.Equal(1, desk.Tools.CallsWith(cancelled)); // whoever cancels stops waiting: it was sent

        await client.TellAsync(desk.Console, "slow_look", new { text = given });
        Assert.True((await client.HearAsync()).GetProperty("progress").GetDouble() >= 1);
        desk.SlowMayAnswer.TrySetResult();
        Assert.Equal($"done: {given}", TextOf(await client.EndAsync()));
    }

    [Fact]
    public async Task I4_Its_handle_outlives_the_consoles_end_and_the_call_is_made_once()
    {
        await using var desk = await CrashDesk.OpenAsync();
        await using var client = await OfficialClient.StartAsync();
        var text = NewText();
        await client.TellAsync(desk.Console, "write", new { text });
        var pending = JsonElement.Parse(TextOf(await client.EndAsync()));
        Assert.Equal("pending", pending.Text("status"));
        await desk.KillAndRestartAsync();

        var proposalId = pending.Text("proposalId");
        await client.TellAsync(desk.Console, "get_proposal", new { proposalId });
        Assert.Equal("pending", JsonElement.Parse(TextOf(await client.EndAsync())).Text("status"));
        await client.TellAsync(desk.Console, "get_proposal", new { proposalId, waitSeconds = 30 });
        (await desk.Console.Rita.ApproveAsync((await desk.Console.Rita.GetAsync($"/api/proposals/{proposalId}")).Must(200))).Must(200);
        Assert.Equal($"done: {text}", TextOf(await client.EndAsync()));
        Assert.Equal(1, desk.Tools.CallsWith(text));
    }

    // Not among the pinned packages: its pages bring a hundred of others with them, some under licences that this repository does not take. npx fetches it.
    [Fact(Explicit = true)]
    public async Task The_inspectors_command_line_lists_and_calls()
    {
        await using var desk = await CrashDesk.OpenAsync();
        desk.SlowMayAnswer.TrySetResult();
        var tools = JsonElement.Parse(await InspectAsync(desk, "tools/list")).GetProperty("tools").EnumerateArray().Select(t => t.Text("name")).ToList();
        Assert.Contains("get_proposal", tools);

        var text = NewText();
        Assert.Equal($"done: {text}", TextOf(JsonElement.Parse(await InspectAsync(desk, "tools/call", "--tool-name", "slow_look", "--tool-arg", $"text={text}"))));
        Assert.Equal("pending", JsonElement.Parse(TextOf(JsonElement.Parse(await InspectAsync(desk, "tools/call", "--tool-name", "write", "--tool-arg", $"text={text}")))).Text("status"));
        Assert.Equal(1, desk.Tools.CallsWith(text)); // the read
    }

    private static async Task<string> InspectAsync(CrashDesk desk, string method, params string[] more)
    {
        await using var inspector = ExampleProcess.Of(
            "npx", ["--loglevel=error", "-y", "@modelcontextprotocol/inspector@2.12.0", "--cli", $"{new Uri(desk.Console.Address, "/mcp/shopper")}", "--transport", "http", "--header", "Authorization: Bearer demo-sam", "--method", method, .. more]);
        var said = await inspector.EndedAsync();
        return said[said.IndexOf('{', StringComparison.Ordinal)..(said.LastIndexOf('}') + 1)];
    }

    private static string TextOf(JsonElement result) => Assert.Single(result.GetProperty("content").EnumerateArray()).Text("text");

    private static string NewText() => Guid.NewGuid().ToString("N");
}
