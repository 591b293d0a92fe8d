using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Outside;

/// <summary>A console for agents elsewhere only: it has tools, people and no model.</summary>
public sealed class GateOnlyTests
{
    [Fact]
    public async Task It_needs_no_model_and_a_run_that_an_agent_here_had_begun_waits_for_it()
    {
        using var folder = new TempFolder();
        await using var model = await FakeOpenAI.StartAsync();
        await using var tools = await ToolServer.StartAsync(TestTools.Echo("write"));
        var isBack = false;
        var task = model.On("Write it.", _ => isBack ? Reply.Says("It is written.") : new Reply(http => Task.Delay(Timeout.Infinite, http.RequestAborted)));

        string begun;
        await using (var with = await StartAsync(folder, Gate(folder, tools).Model("strong", model.Endpoint).Agent("clerk", ["box.*"])))
        {
            begun = await with.Sam.StartRunAsync("clerk", task);
            await Until.TrueAsync(() => Task.FromResult(model.RequestsFor(task).Count > 0), () => "no model was asked");
            await with.Kill9Async();
        }

        await using (var only = await StartAsync(folder, Gate(folder, tools)))
        {
            var pending = (await only.Sam.AskAsync("write", new { text = "from elsewhere" })).Must(202);
            (await only.Rita.ApproveAsync((await only.Rita.GetAsync($"/api/proposals/{pending.Text("proposalId")}")).Must(200))).Must(200);
            Assert.Equal("executed", (await only.Sam.GetAsync($"/api/tool-calls/{pending.Text("id")}?waitSeconds=30")).Must(200).Text("status"));
            Assert.Equal("Halted", (await only.Sam.GetAsync($"/api/runs/{begun}")).Must(200).Text("status"));
            Assert.Equal(200, (await only.Anyone.GetAsync("/health/ready")).Status);
            Assert.DoesNotContain("Exception", only.Output, StringComparison.Ordinal);
        }

        isBack = true;
        await using var again = await StartAsync(folder, Gate(folder, tools).Model("strong", model.Endpoint).Agent("clerk", ["box.*"]));
        Assert.Equal("It is written.", (await again.Sam.UntilAsync(begun, "Completed")).Text("result"));
    }

    [Fact]
    public async Task The_demos_agents_are_not_there_where_the_demo_is_not()
    {
        using var folder = new TempFolder();
        await using var tools = await ToolServer.StartAsync(TestTools.Echo("write"));
        await using var only = await StartAsync(folder, Gate(folder, tools));
        Assert.Equal(422, (await only.Sam.PostAsync("/api/runs", new { agent = "desk", input = "Work ticket T-1001.", onBehalfOf = new { subject = "kim" } })).Status);
        Assert.Equal(["shopper", "mcp"], (await only.Sam.GetAsync("/api/agents")).Must(200).GetProperty("items").EnumerateArray().Select(a => a.Text("name")));
    }

    private static ConsoleSettings Gate(TempFolder folder, ToolServer tools) => new ConsoleSettings(folder.Path).McpServer("box", tools.Url).ExternalAgent("shopper", ["box.*"]);

    private static Task<ConsoleProcess> StartAsync(TempFolder folder, ConsoleSettings settings) => ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
}
