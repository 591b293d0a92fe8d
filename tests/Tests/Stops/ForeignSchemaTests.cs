using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Stops;

/// <summary>Somebody who can write the database has it act by itself, inside the console's own transactions.</summary>
public sealed class ForeignSchemaTests
{
    private const string Trigger = "CREATE TRIGGER tidy AFTER INSERT ON runs BEGIN DELETE FROM audit WHERE Kind = 'nothing'; END";

    [Theory]
    [InlineData(Trigger)]
    [InlineData("CREATE VIEW other AS SELECT * FROM journal")]
    [InlineData("DROP INDEX IX_journal_Stream_Version")]
    [InlineData("CREATE TABLE chained (Id TEXT REFERENCES runs (Id) ON DELETE CASCADE)")]
    public async Task I1_nothing_is_written_or_sent_on_a_schema_that_is_not_the_consoles(string sql)
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();
        var proposal = await host.ProposalOfAsync(await host.StartRunAsync("write:mine"));

        await ChangeAsync(host, sql);
        Assert.NotNull((await host.DecideAsync(proposal)).Refusal);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => host.StartRunAsync("look:x"));

        Assert.NotEmpty(host.Get<Breach>().Findings);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task I10_a_trigger_that_was_taken_away_again_is_in_the_log_and_holds_everything()
    {
        await using var host = await GateHost.StartAsync();
        await host.TriedAsync();

        await ChangeAsync(host, Trigger);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => host.StartRunAsync("look:x"));
        await ChangeAsync(host, "DROP TRIGGER tidy");
        await GateHost.UntilAsync(async () => await host.CountAsync($"SELECT COUNT(*) FROM audit WHERE Kind = '{AuditKinds.Broken}' AND Note LIKE '%trigger tidy%'") == 1, "it was not written down");
        await host.StartRunAsync("look:x");

        Assert.Contains("trigger tidy", Assert.Single(host.Get<Breach>().Findings), StringComparison.Ordinal);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task I1_it_does_not_start_on_a_database_with_a_trigger()
    {
        using var folder = new TempFolder();
        await using (var host = await GateHost.StartAsync(folder: folder)) await ChangeAsync(host, Trigger);

        var refused = await Assert.ThrowsAsync<SettingException>(() => GateHost.StartAsync(folder: folder));
        Assert.Contains("trigger tidy", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP INDEX IX_journal_Stream_Version", "index IX_journal_Stream_Version")]
    [InlineData("ALTER TABLE journal ADD COLUMN Z INTEGER REFERENCES runs (Id) ON DELETE SET NULL", "table journal")]
    [InlineData("CREATE TABLE chained (Id TEXT REFERENCES runs (Id) ON DELETE CASCADE)", "table chained")]
    public async Task I1_it_does_not_start_on_a_schema_that_was_changed_while_it_was_stopped(string sql, string what)
    {
        using var folder = new TempFolder();
        await using (await GateHost.StartAsync(folder: folder))
        {
            // A database as the console makes it.
        }

        await GateHost.ExecuteAsync(folder, sql, mayChangeNone: true);
        var refused = await Assert.ThrowsAsync<SettingException>(() => GateHost.StartAsync(folder: folder));
        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
    }

    private static async Task ChangeAsync(GateHost host, string sql)
    {
        await using var database = host.Get<Store>().Create();
        await database.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
        host.Get<RunMemory>().Forget(); // as it is with runs that nothing has happened to for long
    }
}
