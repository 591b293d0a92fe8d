using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal.Sqlite;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Tests.Audit;

/// <summary>What a start looks at: enough to see that somebody had a hand in what it goes on with, and never the whole log.</summary>
public sealed class BreachTests
{
    private const int Lately = 70;
    private const string AnOldRun = "run000003";

    [Fact]
    public async Task A_start_reads_what_is_new_and_what_is_open_however_long_the_log_is()
    {
        using var small = await LongLog.WriteAsync(500);
        using var large = await LongLog.WriteAsync(5_000);
        var reports = new[] { small, large }.Select(log =>
        {
            using var database = log.Copy();
            return AtStart(database);
        }).ToList();

        Assert.All(reports, r => Assert.Empty(r.Findings));
        Assert.All(reports, r => Assert.Equal((Lately, 0), (r.Entries, r.Streams)));
    }

    [Theory]
    [InlineData("an event deleted", "DELETE FROM journal WHERE Position = (SELECT MAX(Position) - 5 FROM journal)")]
    [InlineData("the last event deleted", "DELETE FROM journal WHERE Position = (SELECT MAX(Position) FROM journal)")]
    [InlineData("an event changed", "UPDATE journal SET Data = replace(Data, 'enough', 'plenty'), At = At + 1 WHERE Position = (SELECT MAX(Position) - 5 FROM journal)")]
    [InlineData("an event added", "INSERT INTO journal (Stream, Version, Name, At, Data) SELECT Stream, Version + 50, Name, At, Data FROM journal WHERE Position = 9")]
    [InlineData("an event moved to another run", "UPDATE journal SET Stream = 'run000000', Version = 50 WHERE Position = (SELECT MAX(Position) - 5 FROM journal)")]
    [InlineData("an event deleted with its entry", "DELETE FROM journal WHERE Position = (SELECT MAX(Position) - 5 FROM journal); DELETE FROM audit WHERE Position = (SELECT MAX(Position) - 4 FROM journal)")]
    [InlineData("an entry given to another run", "UPDATE audit SET Stream = 'run000000' WHERE Position = (SELECT MAX(Position) - 5 FROM journal)")]
    [InlineData("an entry changed", "UPDATE audit SET Actor = 'remy' WHERE Position = (SELECT MAX(Position) - 5 FROM journal)")]
    public async Task What_was_done_to_the_newest_part_is_found_at_the_start(string what, string sql)
    {
        using var log = await LongLog.WriteAsync(500);
        using var database = log.Copy();
        Execute(database, sql);

        Assert.True(AtStart(database).Findings.Count > 0, what);
    }

    [Fact]
    public async Task The_newest_part_written_anew_without_an_event_is_not_what_was_signed()
    {
        using var log = await LongLog.WriteAsync(500);
        using var database = log.Copy();
        var head = HeadOf(database, log.Entries);
        Execute(database, $"UPDATE audit SET Note = '{{}}' WHERE Seq = (SELECT MAX(Seq) FROM audit WHERE Position IS NULL)");
        TamperingTests.WriteAnew(database);

        Assert.Contains("not the one that was signed", Assert.Single(LogCheck.AtStart(database, [HeadOf(database, log.Entries - Lately) with { At = head.At - LogCheck.LooksBack }, head], Adopted.Nothing).Findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("its last event deleted", $"DELETE FROM journal WHERE Stream = '{AnOldRun}' AND Version = 7")]
    [InlineData("an event deleted", $"DELETE FROM journal WHERE Stream = '{AnOldRun}' AND Version = 3")]
    [InlineData("all of it deleted", $"DELETE FROM journal WHERE Stream = '{AnOldRun}'")]
    [InlineData("an event changed", $"UPDATE journal SET Data = replace(Data, 'clerk', 'crook') WHERE Stream = '{AnOldRun}' AND Version = 1")]
    public async Task What_was_done_to_an_old_run_that_goes_on_is_found_at_the_start_and_before_anything_of_it_is_sent(string what, string sql)
    {
        using var log = await LongLog.WriteAsync(2_000);
        using var database = log.Copy();
        Assert.Null(FirstBad(database));
        Execute(database, sql);

        Assert.True(FirstBad(database) is not null, what);
        Assert.Empty(AtStart(database).Findings); // nothing is due of it
        Execute(database, $"INSERT INTO runs (Id, Agent, Status, Active, Version, Document) VALUES ('{AnOldRun}', 'clerk', 'Running', 1, 7, '{{}}')");
        Assert.True(AtStart(database).Findings.Count > 0, what);
    }

    [Theory]
    [InlineData("an event deleted whose entry was given to another run", $"DELETE FROM journal WHERE Stream = '{AnOldRun}' AND Version = 7; UPDATE audit SET Stream = '~' WHERE Seq = (SELECT MAX(Seq) FROM audit WHERE Stream = '{AnOldRun}')")]
    [InlineData("an index that leaves an event out", $"PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, '(\"Stream\", \"Version\")', '(\"Stream\" || CASE WHEN \"Version\" = 7 THEN ''~'' ELSE '''' END, \"Version\")') WHERE name = 'IX_journal_Stream_Version'; PRAGMA writable_schema = RESET; REINDEX \"IX_journal_Stream_Version\"; PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, '(\"Stream\" || CASE WHEN \"Version\" = 7 THEN ''~'' ELSE '''' END, \"Version\")', '(\"Stream\", \"Version\")') WHERE name = 'IX_journal_Stream_Version'; PRAGMA writable_schema = RESET; PRAGMA writable_schema = OFF")]
    public async Task What_hides_from_whoever_looks_by_run_is_found_by_the_whole_check_that_follows_a_start(string what, string sql)
    {
        using var log = await LongLog.WriteAsync(2_000);
        using var database = log.Copy();
        Assert.Null(WholeCheck.FirstBad(database, Adopted.Nothing, HeadOf(database, log.Entries), SqliteStore.FirstTornIndex));
        Execute(database, sql);

        Assert.Empty(AtStart(database).Findings);
        Assert.True(WholeCheck.FirstBad(database, Adopted.Nothing, HeadOf(database, log.Entries), SqliteStore.FirstTornIndex) is not null, what);
        var (ok, lines) = LogFiles.Of(new StorageOptions(), new AuditOptions(), Path.GetTempPath(), database.DataSource, "none").Verify();
        Assert.False(ok, string.Join('\n', lines));
    }

    [Fact]
    public async Task A_stricter_policy_or_a_stop_that_is_gone_is_found_at_the_start_however_old_it_is()
    {
        using var log = await LongLog.WriteAsync(500);
        using var database = log.Copy();
        foreach (var (stream, run) in new[] { ("tool/box.write", "run000001"), ("stops", "run000002") })
        {
            Execute(database, $"UPDATE journal SET Stream = '{stream}' WHERE Stream = '{run}'; UPDATE audit SET Stream = '{stream}' WHERE Stream = '{run}'");
        }

        TamperingTests.WriteAnew(database);
        Assert.Equal((0, 2), (AtStart(database).Findings.Count, AtStart(database).Streams));
        Execute(database, "DELETE FROM journal WHERE Stream = 'tool/box.write' AND Version = 7");
        Assert.Single(AtStart(database).Findings);
        Execute(database, "DELETE FROM journal WHERE Stream = 'stops'");
        Assert.Equal(2, AtStart(database).Findings.Count);
    }

    [Fact]
    public async Task What_was_adopted_is_not_found_again_and_what_is_done_to_it_later_is()
    {
        using var log = await LongLog.WriteAsync(500);
        using var database = log.Copy();
        Execute(database, "DELETE FROM journal WHERE Position = (SELECT MAX(Position) - 5 FROM journal)");
        Assert.NotEmpty(AtStart(database).Findings);

        var adopted = Adopted.Now(database, DateTimeOffset.UnixEpoch);
        Assert.Empty(LogCheck.AtStart(database, Heads(database), adopted).Findings);
        Execute(database, "INSERT INTO journal (Stream, Version, Name, At, Data) SELECT Stream, Version + 50, Name, At, Data FROM journal WHERE Position = 9");
        Assert.NotEmpty(LogCheck.AtStart(database, Heads(database), adopted).Findings);
    }

    [Theory]
    [InlineData("an event deleted", "DELETE FROM journal WHERE Position = 40")]
    [InlineData("an event changed", "UPDATE journal SET Data = replace(Data, 'clerk', 'crook') WHERE Stream = 'run000003' AND Version = 1")]
    [InlineData("an event added", "INSERT INTO journal (Position, Stream, Version, Name, At, Data) SELECT -1, Stream, Version + 50, Name, At, Data FROM journal WHERE Position = 9")]
    [InlineData("an entry changed", "UPDATE audit SET Actor = 'remy' WHERE Seq = 30")]
    public async Task What_was_adopted_stays_as_it_was_adopted(string what, string sql)
    {
        using var log = await LongLog.WriteAsync(500);
        using var database = log.Copy();
        Execute(database, "DELETE FROM journal WHERE Position = (SELECT MAX(Position) - 5 FROM journal)");
        var adopted = Adopted.Now(database, DateTimeOffset.UnixEpoch);
        Assert.Null(WholeCheck.FirstBad(database, adopted, null, SqliteStore.FirstTornIndex));

        Execute(database, sql);
        Assert.True(WholeCheck.FirstBad(database, adopted, null, SqliteStore.FirstTornIndex) is not null, what);
    }

    private static BadEntry? FirstBad(SqliteConnection database) => new StreamCheck(database, LogReading.StateOf(database), null, Adopted.Nothing).FirstBad(AnOldRun);

    private static StartReport AtStart(SqliteConnection database) => LogCheck.AtStart(database, Heads(database), Adopted.Nothing);

    /// <summary>One head from before what is new, and the newest.</summary>
    private static TreeHead[] Heads(SqliteConnection database)
    {
        var size = LogReading.StateOf(database).Size;
        var last = HeadOf(database, size);
        return [HeadOf(database, size - Lately - 100) with { At = last.At - LogCheck.LooksBack - TimeSpan.FromMinutes(1) }, HeadOf(database, size - Lately) with { At = last.At - LogCheck.LooksBack }, last];
    }

    private static TreeHead HeadOf(SqliteConnection database, long size) => new(
        "the-instance", size, Convert.ToHexStringLower(LogReading.StateOf(database, size).Root), new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero), "key", "signature");

    private static void Execute(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }
}
