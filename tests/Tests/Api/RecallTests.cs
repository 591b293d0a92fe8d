using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>Recall over HTTP: while an approved call is held it is not sent, and any reviewer may take the approval back.</summary>
public sealed class RecallTests
{
    [Fact]
    public async Task A_recalled_call_is_not_sent_and_once_it_was_sent_nothing_is_recalled()
    {
        using var folder = new TempFolder();
        await using var model = await FakeOpenAI.StartAsync();
        await using var tools = await ToolServer.StartAsync(TestTools.Echo("write"), TestTools.Echo("soon"));
        var settings = new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).McpServer("box", tools.Url).Agent("clerk", ["box.*"])
            .Tool("box.write", "Irreversible", new JsonObject { ["HoldSeconds"] = 600 }).Tool("box.soon", "Irreversible", new JsonObject { ["HoldSeconds"] = 1 });
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);

        var proposal = await ProposeAsync(console, model, "write");
        var approved = (await console.Rita.ApproveAsync(proposal)).Must(200);
        Assert.Equal(("Approved", true), (approved.Text("status"), approved.TryGetProperty("holdUntil", out _)));
        (await console.Remy.PostAsync($"/api/proposals/{proposal.Text("id")}/recall", new { })).Must(200);
        Assert.Equal("Pending", (await console.Rita.GetAsync($"/api/proposals/{proposal.Text("id")}")).Must(200).Text("status"));
        Assert.Empty(tools.Calls);

        var other = await ProposeAsync(console, model, "soon");
        (await console.Rita.ApproveAsync(other)).Must(200);
        await console.Rita.UntilAsync(other.Text("runId"), "Completed");
        (await console.Remy.PostAsync($"/api/proposals/{other.Text("id")}/recall", new { })).MustRefuse(409, "alreadyDecided");
        Assert.Equal("soon", Assert.Single(tools.Calls).Tool);
    }

    private static async Task<System.Text.Json.JsonElement> ProposeAsync(ConsoleProcess console, FakeOpenAI model, string tool) =>
        await console.Rita.ProposalOfAsync(await console.Sam.StartRunAsync(
            "clerk", model.On(tool, a => a.Turn == 0 ? Reply.Calls((tool, """{"text":"held"}""")) : Reply.Says("Done."))));
}
