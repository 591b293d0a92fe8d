using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Mcp;

namespace ApprovalConsole.Tests.Stops;

/// <summary>What was taken of a quota is remembered by a start that sees no quota: the tool's server is away, or its policy holds none now. Both may come back.</summary>
public sealed class QuotaAwayTests
{
    private const string Cut = "UPDATE runs SET Active = 0; DELETE FROM quota_uses";

    private static JsonObject ThriceADay => JsonNode.Parse("""{ "Authorization": [{ "Quota": { "Window": "P1D", "Per": "Principal", "Count": 3 } }] }""")!.AsObject();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task I7_what_was_taken_of_a_tool_whose_server_is_away_at_the_start_is_no_place_for_another(bool isCut)
    {
        using var folder = new TempFolder();
        await using var server = await ToolServer.StartAsync(new TestTool("post", """{"type":"object","properties":{"word":{"type":"string"}},"required":["word"],"additionalProperties":false}""", (a, _) => Task.FromResult(TestTools.Text($"posted {a}"))));
        void WithServer(ConsoleSettings settings) => settings.McpServer("far", server.Url).Tool("far.post", "Irreversible", ThriceADay).Agent("clerk", ["far.*"]);
        await using (var before = await GateHost.StartAsync(folder: folder, more: WithServer))
        {
            foreach (var word in new[] { "one", "two" }) await UseAsync(before, $"post:{word}");
            if (isCut) await before.ExecuteAsync(Cut);
        }

        await server.StopAsync();
        await using var host = await GateHost.StartAsync(folder: folder, more: WithServer);
        Assert.Null(host.Get<ToolCatalog>().Find("far.post")); // nothing is known of it, its quota included
        await server.StartAgainAsync();
        await GateHost.UntilAsync(() => Task.FromResult(host.Get<ToolCatalog>().Find("far.post") is { Status: ToolStatus.Active }), "the server did not come back");

        await AssertTakenAsync(host, isCut, "post:three", "post:four");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task I7_what_was_taken_of_a_policy_that_holds_no_quota_at_the_start_is_no_place_for_another(bool isCut)
    {
        using var folder = new TempFolder();
        await using (var before = await GateHost.StartAsync(folder: folder, writing: ThriceADay))
        {
            foreach (var word in new[] { "one", "two" }) await UseAsync(before, $"write:{word}");
            if (isCut) await before.ExecuteAsync(Cut);
        }

        await using var host = await GateHost.StartAsync(folder: folder);
        var (policies, with) = (host.Get<PolicyBook>(), JsonSerializer.Deserialize<ToolPolicy>(ThriceADay, ViewJson.Options)!);
        Assert.Empty(policies.For("box.write").Policy.Authorization);
        Assert.True(await policies.SetAsync("box.write", policies.For("box.write").Policy with { Authorization = with.Authorization }, policies.For("box.write").Version, GateHost.Ada, TestContext.Current.CancellationToken));

        await AssertTakenAsync(host, isCut, "write:three", "write:four");
    }

    /// <summary>Cut short, it is a breach and nothing goes. Else the third goes and the fourth does not.</summary>
    private static async Task AssertTakenAsync(GateHost host, bool isCut, string third, string fourth)
    {
        if (isCut)
        {
            Assert.Contains(host.Get<Breach>().Findings, f => f.Contains("quota", StringComparison.Ordinal));
            return;
        }

        await UseAsync(host, third);
        Assert.Empty(host.Get<Breach>().Findings);
        var refused = await host.StartRunAsync(fourth);
        await GateHost.UntilAsync(async () => (await host.RunAsync(refused)).End is not null, "the run did not end");
        Assert.Empty((await host.RunAsync(refused)).Proposals);
    }

    private static async Task UseAsync(GateHost host, string plan)
    {
        await host.TriedAsync();
        var run = await host.StartRunAsync(plan);
        Assert.Null((await host.DecideAsync(await host.ProposalOfAsync(run))).Refusal);
        await GateHost.UntilAsync(async () => (await host.RunAsync(run)).End is not null, "the run did not end");
    }
}
