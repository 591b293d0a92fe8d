using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Api;

/// <summary>What people tell each other over HTTP: it reaches colleagues, and no agent.</summary>
public sealed class ColleagueTests
{
    [Fact]
    public async Task Colleagues_read_remarks_and_hand_over_and_no_model_is_told()
    {
        using var folder = new TempFolder();
        await using var model = await FakeOpenAI.StartAsync();
        await using var tools = await ToolServer.StartAsync(TestTools.Echo("write"), TestTools.Echo("wire"), TestTools.Echo("vanish"));
        var settings = new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).McpServer("box", tools.Url).Agent("clerk", ["box.*"])
            .Tool("box.write", "Irreversible", new JsonObject { ["Escalation"] = new JsonObject { ["After"] = "04:00:00", ["To"] = "Support" } }).Tool("box.wire", "Irreversible", new JsonObject { ["Approvals"] = 2 });
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);

        var proposal = await ProposeAsync(console, model, "write");
        var path = $"/api/proposals/{proposal.Text("id")}";
        (await console.Sam.PostAsync($"{path}/comments", new { text = "They wrote from Lisbon.", commentId = "m1" })).Must(200);
        (await console.Sam.PostAsync($"{path}/comments", new { text = "They wrote from Lisbon.", commentId = "m1" })).Must(200);
        (await console.Sam.PostAsync($"{path}/comments", new { text = "Or did they?", commentId = "m1" })).MustRefuse(422, "invalidRequest");
        (await console.Sam.PostAsync($"{path}/comments", new { text = " " })).MustRefuse(422, "invalidRequest");
        (await console.Rita.PostAsync($"{path}/hand-over", new { to = "nobody" })).MustRefuse(422, "invalidRequest");
        var handed = (await console.Rita.PostAsync($"{path}/hand-over", new { to = "remy", note = "You know them." })).Must(200);
        Assert.Equal(("remy", "rita", "You know them."), (handed.GetProperty("handedOver").Text("to"), handed.GetProperty("handedOver").Text("by"), handed.GetProperty("handedOver").Text("note")));
        var read = (await console.Remy.GetAsync(path)).Must(200);
        Assert.Equal(("sam", "They wrote from Lisbon."), (read.GetProperty("comments")[0].Text("by"), read.GetProperty("comments")[0].Text("text")));
        Assert.Equal((1, proposal.Text("viewHash")), (read.GetProperty("comments").GetArrayLength(), read.Text("viewHash")));

        (await console.Rita.ApproveAsync(read)).Must(200); // handed to another, and still anybody's to decide
        await console.Rita.UntilAsync(proposal.Text("runId"), "Completed");
        Assert.Equal(2, model.Requests.Count);
        Assert.All(model.Requests, request => Assert.DoesNotContain("Lisbon", request.Body.GetRawText(), StringComparison.Ordinal));
        (await console.Remy.PostAsync($"{path}/hand-over", new { to = "rita" })).MustRefuse(409, "alreadyDecided");
        (await console.Remy.PostAsync($"{path}/comments", new { text = "Too late." })).MustRefuse(409, "runEnded");
    }

    [Fact]
    public async Task Of_those_who_decide_together_nobody_reads_the_others_remarks_before_it_is_settled()
    {
        using var folder = new TempFolder();
        await using var model = await FakeOpenAI.StartAsync();
        await using var tools = await ToolServer.StartAsync(TestTools.Echo("wire"));
        var settings = new ConsoleSettings(folder.Path).Model("strong", model.Endpoint).McpServer("box", tools.Url).Agent("clerk", ["box.*"]).Tool("box.wire", "Irreversible", new JsonObject { ["Approvals"] = 2 });
        await using var console = await ConsoleProcess.StartAsync(folder.Write("settings.json", settings.ToString()), TestContext.Current.CancellationToken);
        var proposal = await ProposeAsync(console, model, "wire");
        var path = $"/api/proposals/{proposal.Text("id")}";
        (await console.Rita.PostAsync($"{path}/comments", new { text = "Looks right to me." })).Must(200);

        Assert.Equal(1, (await console.Rita.GetAsync(path)).Must(200).GetProperty("comments").GetArrayLength());
        var remys = (await console.Remy.GetAsync(path)).Must(200);
        Assert.Equal((0, 1), (remys.GetProperty("comments").GetArrayLength(), remys.GetProperty("commentCount").GetInt32()));
        var handed = (await console.Rita.PostAsync($"{path}/hand-over", new { to = "remy", note = "I said yes." })).Must(200);
        Assert.Equal(("remy", "a colleague", ""), (handed.GetProperty("handedOver").Text("to"), handed.GetProperty("handedOver").Text("by"), handed.GetProperty("handedOver").Text("note")));
        (await console.Rita.ApproveAsync(remys)).Must(200);
        (await console.Remy.RejectAsync(remys, "It is not.")).Must(200);
        Assert.Equal(1, (await console.Remy.GetAsync(path)).Must(200).GetProperty("comments").GetArrayLength());
    }

    private static async Task<System.Text.Json.JsonElement> ProposeAsync(ConsoleProcess console, FakeOpenAI model, string tool) =>
        await console.Rita.ProposalOfAsync(await console.Sam.StartRunAsync("clerk", model.On(tool, a => a.Turn == 0 ? Reply.Calls((tool, """{"text":"held"}""")) : Reply.Says("Done."))));
}
