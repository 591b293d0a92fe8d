using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Outbound;

/// <summary>The whole console before a tool server and a model that send it elsewhere.</summary>
public sealed class RedirectTests
{
    [Fact]
    public async Task Neither_a_tool_server_nor_a_model_sends_the_console_anywhere_else()
    {
        await using var inside = await Listener.StartAsync();
        await using var door = await Listener.StartAsync(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"http://127.0.0.1:{inside.Port}/secret";
            return Task.CompletedTask;
        });
        using var folder = new TempFolder();
        var settings = new ConsoleSettings(folder.Path).Model("strong", new($"http://127.0.0.1:{door.Port}/v1")).McpServer("box", new Uri($"http://127.0.0.1:{door.Port}/mcp")).Agent("clerk", ["box.*"]);
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);

        Assert.Equal("Unreachable", (await console.Rita.GetAsync("/api/tools")).Must(200).GetProperty("sources")[0].Text("status"));
        var before = door.Hits;
        await console.Sam.UntilAsync(await console.Sam.StartRunAsync("clerk", "hello"), "Failed");
        Assert.True(before > 0 && door.Hits > before);
        Assert.Equal(0, inside.Hits);
    }
}
