using ApprovalConsole.Domain;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Stops;

/// <summary>After a start nothing irreversible is sent until the whole log and every index have been found well.</summary>
public sealed class WholeCheckTests
{
    private const string Honest = "(\"Stream\", \"Version\")";

    [Fact]
    public async Task I1_an_index_that_was_made_to_leave_a_run_out_while_the_console_was_stopped_lets_nothing_go()
    {
        using var folder = new TempFolder();
        string hidden, waiting;
        await using (var before = await GateHost.StartAsync(folder: folder))
        {
            await before.TriedAsync();
            hidden = await before.StartRunAsync("look:once");
            await GateHost.UntilAsync(async () => (await before.RunAsync(hidden)).End is not null, "the run did not end");
            waiting = await before.StartRunAsync("write:held");
            await before.ProposalOfAsync(waiting);
        }

        var lying = $"(\"Stream\" || CASE \"Stream\" WHEN ''{hidden}'' THEN ''~'' ELSE '''' END, \"Version\")";
        await GateHost.ExecuteAsync(folder, $"""
            PRAGMA writable_schema = ON;
            UPDATE sqlite_master SET sql = replace(sql, '{Honest}', '{lying}') WHERE name = 'IX_journal_Stream_Version';
            PRAGMA writable_schema = RESET;
            REINDEX "IX_journal_Stream_Version";
            PRAGMA writable_schema = ON;
            UPDATE sqlite_master SET sql = replace(sql, '{lying}', '{Honest}') WHERE name = 'IX_journal_Stream_Version';
            PRAGMA writable_schema = RESET;
            """);
        await using var host = await GateHost.StartAsync(folder: folder);
        var answer = await host.DecideAsync(await host.ProposalOfAsync(waiting));

        Assert.Equal(RefusalCode.GateUnproven, answer.Refusal?.Code);
        Assert.Contains("the database is not whole", Assert.Single(host.Get<Breach>().Findings), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task A_console_that_ended_in_order_is_taken_at_its_word_and_reckons_all_the_same()
    {
        Assert.SkipUnless(TestStore.IsSqlite, TestStore.OfSqliteAlone);
        using var folder = new TempFolder();
        string waiting;
        await using (var before = await StartAsync(folder))
        {
            waiting = await before.StartRunAsync("write:held");
            await before.ProposalOfAsync(waiting);
        }

        await using var host = await StartAsync(folder);
        await host.DecideAsync(await host.ProposalOfAsync(waiting));
        await GateHost.UntilAsync(() => Task.FromResult(!host.Calls.IsEmpty), "what was approved was not sent");

        Assert.True(await host.Get<FileAsLeft>().IsIt);
        Assert.Equal("held", Assert.Single(host.Calls).Word);
    }

    [Fact]
    public async Task I1_a_console_that_has_found_something_leaves_no_word_to_take_it_at()
    {
        Assert.SkipUnless(TestStore.IsSqlite, TestStore.OfSqliteAlone);
        using var folder = new TempFolder();
        await using (var before = await StartAsync(folder)) await before.Get<LogCheck>().FoundAsync(["something"], TestContext.Current.CancellationToken);
        await using var host = await GateHost.StartAsync(folder: folder);

        Assert.False(await host.Get<FileAsLeft>().IsIt);
    }

    /// <summary>Whose log has been found well.</summary>
    private static async Task<GateHost> StartAsync(TempFolder folder)
    {
        var host = await GateHost.StartAsync(folder: folder);
        await host.TriedAsync();
        await GateHost.UntilAsync(() => Task.FromResult(host.Get<WholeCheck>().IsOver), "the log was not reckoned");
        return host;
    }
}
