using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.Extensions.DependencyInjection;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Stops;

/// <summary>Nobody but the console's writer writes to its database while it runs: whoever does is found by that alone, whatever they wrote.</summary>
public sealed class ForeignWriteTests
{
    [Theory]
    [InlineData("a row that can be rebuilt", "UPDATE runs SET Document = Document || ' '")]
    [InlineData("how far a table has been counted", "UPDATE sqlite_sequence SET seq = seq + 1")]
    [InlineData("a table's statistics", "ANALYZE")]
    [InlineData("an index, put back in order", "REINDEX")]
    public async Task I1_whatever_somebody_else_writes_while_the_console_runs_lets_nothing_go_any_more(string what, string sql)
    {
        await using var host = await StartAsync();
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("write:held"));

        await host.ExecuteAsync(sql, mayChangeNone: true);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => host.DecideAsync(proposal)); // it is not written down, so the person knows
        await GateHost.UntilAsync(() => Task.FromResult(!host.Get<Breach>().Findings.IsEmpty), $"{what} was not noticed");

        Assert.Contains("Somebody else has written", Assert.Single(host.Get<Breach>().Findings), StringComparison.Ordinal);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task I1_events_from_before_the_start_that_are_cut_together_with_their_entries_let_nothing_go_a_second_time()
    {
        using var folder = new TempFolder();
        string run;
        await using (var before = await GateHost.StartAsync(folder: folder))
        {
            await before.TriedAsync();
            run = await before.StartRunAsync("write:once");
            await before.DecideAsync(await before.ProposalOfAsync(run));
            await GateHost.UntilAsync(async () => (await before.RunAsync(run)).End is not null, "the run did not end");
        }

        await using var host = await StartAsync(folder);
        await host.ExecuteAsync($"""
            CREATE TEMP TABLE gone AS SELECT Position, Version FROM journal WHERE Stream = '{run}' AND Version > (SELECT MAX(Version) FROM journal WHERE Stream = '{run}' AND Name = 'proposal.approved.v1');
            UPDATE audit SET Stream = '~' || Stream WHERE Position IN (SELECT Position FROM gone);
            DELETE FROM payloads WHERE Stream = '{run}' AND Version IN (SELECT Version FROM gone);
            DELETE FROM journal WHERE Position IN (SELECT Position FROM gone);
            DELETE FROM calls WHERE RunId = '{run}';
            """);
        await Assert.ThrowsAnyAsync<Exception>(() => host.WakeAsync(run));

        Assert.NotEmpty(host.Get<Breach>().Findings);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task Whoever_only_reads_the_console_makes_a_copy_or_erases_texts_by_its_own_door_is_no_stranger()
    {
        using var folder = new TempFolder();
        await using var host = await StartAsync(folder);
        var run = await host.StartRunAsync("look:before");
        await GateHost.UntilAsync(async () => (await host.RunAsync(run)).End is not null, "the run did not end");

        Assert.NotEqual(0, await host.CountAsync("SELECT COUNT(*) FROM journal"));
        await host.ExecuteAsync($"VACUUM INTO '{folder["copy.db"]}'", mayChangeNone: true);
        Assert.Null((await host.Get<Erasure>().EraseAsync(run, "asked for", GateHost.Ada, TestContext.Current.CancellationToken)).Refusal);
        await host.DecideAsync(await host.ProposalOfAsync(await host.StartRunAsync("write:after")));
        await GateHost.UntilAsync(() => Task.FromResult(host.Calls.Any(c => c.Tool == "write")), "what nobody touched was not sent"); // it has looked before

        Assert.Equal(["after"], host.Calls.Where(c => c.Tool == "write").Select(c => c.Word));
        Assert.Empty(host.Get<Breach>().Findings);
    }

    /// <summary>With the defence that other tests take away.</summary>
    private static async Task<GateHost> StartAsync(TempFolder? folder = null)
    {
        var host = await GateHost.StartAsync(services => services.AddSingleton(s => s.GetRequiredService<Store>().CreateForeignWrites()), folder: folder);
        await host.TriedAsync();
        return host;
    }
}
