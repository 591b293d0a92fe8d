using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Stops;

/// <summary>What was taken of a quota is taken, though somebody made its counter smaller while the console was down.</summary>
public sealed class QuotaRowTests
{
    private static JsonObject ThriceADay => JsonNode.Parse("""{ "Authorization": [{ "Quota": { "Window": "P1D", "Per": "Principal", "Count": 3 } }] }""")!.AsObject();

    [Theory]
    [InlineData("DELETE FROM quota_uses")]
    [InlineData("UPDATE quota_uses SET At = At - 90000000000")]
    public async Task I7_a_use_that_was_taken_out_while_the_console_was_down_is_no_place_for_another(string sql)
    {
        using var folder = new TempFolder();
        await using (var before = await GateHost.StartAsync(folder: folder, writing: ThriceADay))
        {
            await UseAsync(before, "one");
            await UseAsync(before, "two");
            await before.ExecuteAsync($"UPDATE runs SET Active = 0; {sql}");
        }

        await using var host = await GateHost.StartAsync(folder: folder, writing: ThriceADay);
        Assert.NotEmpty(host.Get<Breach>().Findings);
        if (sql is "DELETE FROM quota_uses") Assert.Equal(2, await host.CountAsync("SELECT COUNT(*) FROM quota_uses")); // for whoever adopts it
    }

    [Fact]
    public async Task What_was_taken_edited_and_given_back_is_counted_after_a_start_as_before_and_is_no_breach()
    {
        using var folder = new TempFolder();
        await using (var before = await GateHost.StartAsync(folder: folder, writing: ThriceADay))
        {
            await UseAsync(before, "one");
            var rejected = await before.StartRunAsync("write:no");
            await before.DecideAsync(await before.ProposalOfAsync(rejected), "reject", "no");
            await GateHost.UntilAsync(async () => (await before.RunAsync(rejected)).End is not null, "the run did not end");
            var edited = await before.StartRunAsync("write:other");
            var proposal = await before.ProposalOfAsync(edited);
            var request = new DecisionRequest("edit", proposal.ArgumentsHash, proposal.ViewHash, Arguments: JsonElement.Parse("""{ "word": "another" }"""));
            Assert.Null((await before.Get<Decisions>().DecideAsync(proposal.Id, request, GateHost.Rita, TestContext.Current.CancellationToken)).Refusal);
            await GateHost.UntilAsync(async () => (await before.RunAsync(edited)).End is not null, "the run did not end");
        }

        await using var host = await GateHost.StartAsync(folder: folder, writing: ThriceADay);
        Assert.Empty(host.Get<Breach>().Findings);
        await UseAsync(host, "two");
        await host.ExecuteAsync("DELETE FROM quota_uses WHERE CallId IN (SELECT CallId FROM quota_uses ORDER BY At LIMIT 1)");
        var third = await host.StartRunAsync("write:three");

        await GateHost.UntilAsync(async () => !host.Get<Breach>().Findings.IsEmpty || (await host.RunAsync(third)).PendingProposals.Any(), "nobody counted");
        Assert.NotEmpty(host.Get<Breach>().Findings);
        Assert.Single(host.Calls);
    }

    /// <summary>What is damaged of them is found all the same, by whoever looks at the log.</summary>
    [Fact]
    public async Task What_tools_without_a_quota_did_is_not_read_for_the_quotas_of_others()
    {
        using var folder = new TempFolder();
        await using (var before = await GateHost.StartAsync(folder: folder, writing: ThriceADay))
        {
            var looked = await before.StartRunAsync("look:one");
            await GateHost.UntilAsync(async () => (await before.RunAsync(looked)).End is not null, "the run did not end");
            await before.ExecuteAsync("UPDATE journal SET Data = '{' WHERE Name = 'call.validated.v1'");
        }

        await using var host = await GateHost.StartAsync(folder: folder, writing: ThriceADay);
        Assert.NotEmpty(host.Get<Breach>().Findings);
        Assert.DoesNotContain(host.Get<Breach>().Findings, f => f.Contains("quotas", StringComparison.Ordinal));
    }

    private static async Task UseAsync(GateHost host, string word)
    {
        await host.TriedAsync();
        var run = await host.StartRunAsync($"write:{word}");
        await host.DecideAsync(await host.ProposalOfAsync(run));
        await GateHost.UntilAsync(async () => (await host.RunAsync(run)).End is not null, "the run did not end");
    }
}
