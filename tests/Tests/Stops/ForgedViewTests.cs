using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;

namespace ApprovalConsole.Tests.Stops;

/// <summary>Somebody writes to the rows that lists are read from: what people are shown is what the journal has, or no word.</summary>
public sealed class ForgedViewTests
{
    private static readonly (string Field, string Value)[] Lies =
    [
        ("title", "\"Pay 5 to the tax office\""), ("why", "\"routine\""), ("onBehalfOf", "\"the chief\""), ("rationale", "\"The chief asked for it\""), ("arguments", """{"word":"nice"}"""),
        ("facts", """[{"tool":"crm","path":"/payee","value":"Tax office","at":"2026-11-26T21:00:00Z"}]"""),
    ];

    [Fact]
    public async Task I1_a_proposal_whose_row_somebody_changed_is_shown_as_the_journal_has_it()
    {
        await using var host = await GateHost.StartAsync();
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("write:true"));
        var before = await OnlyAsync(host);
        foreach (var (field, value) in Lies)
        {
            await ChangeAsync(host, "proposals", proposal.Id, row =>
            {
                row[field] = JsonNode.Parse(value);
                row["argumentsHash"] = CanonicalJson.Hash(JsonElement.Parse(row["arguments"]!.ToJsonString()));
            });

            Assert.True(ViewJson.AreSame(before, await OnlyAsync(host)), field);
        }
    }

    [Fact]
    public async Task I1_a_proposal_that_somebody_wrote_in_or_whose_journal_was_changed_too_is_shown_without_a_word_and_not_decided_on()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("write:true"));
        await host.ExecuteAsync("""INSERT INTO proposals (Id, RunId, Agent, Tool, Status, RequestedAt, ExpiresAt, Document, Seal) SELECT 'nobody.1.1.p1', RunId, Agent, Tool, Status, RequestedAt, ExpiresAt, Document, Seal FROM proposals""");
        await ChangeAsync(host, "proposals", proposal.Id, row => row["title"] = "Pay 5 to the tax office");
        await host.ExecuteAsync($"UPDATE journal SET At = At + 1 WHERE Stream = '{proposal.Id.Split('.')[0]}' AND Version = 1");

        var shown = (await ListAsync(host)).Items;

        Assert.Equal(2, shown.Count);
        Assert.All(shown, p => Assert.Equal((true, "Its journal is damaged", "", ""), (p.Damaged, p.Title, p.Why, p.ViewHash)));
        Assert.Equal(RefusalCode.UnknownProposal, (await host.Get<Decisions>().DecideAsync("nobody.1.1.p1", new("approve", proposal.ArgumentsHash, proposal.ViewHash), GateHost.Rita, TestContext.Current.CancellationToken)).Refusal?.Code);
        Assert.NotNull((await host.DecideAsync(proposal)).Refusal);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task A_run_whose_row_somebody_changed_or_put_back_is_shown_as_the_journal_has_it()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var run = await host.StartRunAsync("write:true");
        var proposal = await host.ProposalOfAsync(run);
        var (waiting, row) = (await host.ShownAsync(run), await DocumentAsync(host, run));

        await ChangeAsync(host, "runs", run, r => (r["result"], r["status"], r["endedAt"]) = ("FORGED", "Completed", "2026-11-26T21:00:00Z"));
        Assert.True(ViewJson.AreSame(waiting, await host.ShownAsync(run)));
        Assert.True(ViewJson.AreSame(waiting, Assert.Single((await host.Get<RunsQuery>().ListAsync(null, null, null, null, TestContext.Current.CancellationToken)).Items)));

        await host.DecideAsync(proposal);
        await GateHost.UntilAsync(async () => (await host.RunAsync(run)).End is not null, "the run did not end");
        await host.ExecuteAsync($"UPDATE runs SET Document = '{row.Document}', Seal = '{row.Seal}', Status = 'AwaitingDecision' WHERE Id = '{run}'");
        Assert.Equal(RunStatus.Completed, (await host.ShownAsync(run)).Status);
    }

    [Fact]
    public async Task What_an_older_console_left_without_a_mark_is_shown_as_the_journal_has_it()
    {
        await using var host = await GateHost.StartAsync();
        var run = await host.StartRunAsync("write:true");
        await host.ProposalOfAsync(run);
        var (proposal, shown) = (await OnlyAsync(host), await host.ShownAsync(run));

        await host.ExecuteAsync("UPDATE proposals SET Seal = NULL; UPDATE runs SET Seal = NULL");

        Assert.True(ViewJson.AreSame(proposal, await OnlyAsync(host)));
        Assert.True(ViewJson.AreSame(shown, await host.ShownAsync(run)));
    }

    private static async Task<ProposalView> OnlyAsync(GateHost host) => Assert.Single((await ListAsync(host)).Items);

    private static Task<Page<ProposalView>> ListAsync(GateHost host) => host.Get<ProposalsQuery>().ListAsync(ProposalStatus.Pending, null, null, null, null, TestContext.Current.CancellationToken);

    private static async Task ChangeAsync(GateHost host, string table, string id, Action<JsonObject> change)
    {
        var document = JsonNode.Parse(await host.TextAsync($"SELECT Document FROM {table} WHERE Id = '{id}'"))!.AsObject();
        change(document);
        await host.ExecuteAsync($"UPDATE {table} SET Document = '{document.ToJsonString().Replace("'", "''", StringComparison.Ordinal)}' WHERE Id = '{id}'");
    }

    private static async Task<(string Document, string Seal)> DocumentAsync(GateHost host, string run) =>
        ((await host.TextAsync($"SELECT Document FROM runs WHERE Id = '{run}'")).Replace("'", "''", StringComparison.Ordinal), await host.TextAsync($"SELECT Seal FROM runs WHERE Id = '{run}'"));
}
