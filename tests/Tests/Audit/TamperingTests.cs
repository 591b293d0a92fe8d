using System.Collections.Concurrent;
using System.Globalization;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Audit;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Tests.Audit;

/// <summary>I10: whatever is done to the log behind the console's back, its check finds it.</summary>
/// <remarks><c>TAMPERINGS</c> (default 100) chooses how many, of five kinds.</remarks>
public sealed class TamperingTests
{
    private const int Entries = 10_000;

    private static readonly int OfEachKind = int.Parse(Environment.GetEnvironmentVariable("TAMPERINGS") ?? "100", CultureInfo.InvariantCulture) / Tampering.Kinds.Length;

    [Fact]
    public async Task I10_every_one_of_many_tamperings_with_a_log_of_10000_entries_is_found()
    {
        using var log = await LongLog.WriteAsync(Entries);
        Assert.True(log.Entries >= Entries);
        var seed = Random.Shared.Next();
        var (found, missed) = (new ConcurrentDictionary<string, int>(), new ConcurrentBag<string>());
        Parallel.ForEach(Tampering.Kinds.Index(), new ParallelOptions { MaxDegreeOfParallelism = 2 }, kind =>
        {
            using var database = log.Copy();
            Assert.Null(AuditVerification.Of(database, [log.Head]).FirstBad);
            var tampering = new Tampering(database, new Random(seed + kind.Index));
            for (var i = 0; i < OfEachKind; i++)
            {
                using var transaction = database.BeginTransaction();
                var what = tampering.Do(kind.Item);
                if (AuditVerification.Of(database, [log.Head]).FirstBad is not null) found.AddOrUpdate(kind.Item, 1, (_, n) => n + 1);
                else missed.Add(what);
                transaction.Rollback();
            }

            Assert.Null(AuditVerification.Of(database, [log.Head]).FirstBad); // what was found was the tampering
        });
        Console.WriteLine($"{log.Entries} entries, seed {seed}: {string.Join(", ", Tampering.Kinds.Select(k => $"{k} {found.GetValueOrDefault(k)}/{OfEachKind}"))} found");
        Assert.Empty(missed);
    }

    [Fact]
    public async Task I10_a_log_that_was_written_anew_after_an_edit_holds_by_itself_and_is_betrayed_by_a_head()
    {
        using var log = await LongLog.WriteAsync(500);
        using var database = log.Copy();
        Execute(database, """UPDATE journal SET Data = replace(Data, '"agent":"clerk"', '"agent":"crook"') WHERE Stream = 'run000007' AND Version = 1""");
        Assert.Equal("it is not what was chained", AuditVerification.Of(database, []).FirstBad?.What);

        WriteAnew(database);
        Assert.Null(AuditVerification.Of(database, []).FirstBad);
        Assert.Contains("the log up to here is not the one", AuditVerification.Of(database, [log.Head]).FirstBad?.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task I10_a_tail_that_was_cut_holds_by_itself_and_is_betrayed_by_a_head()
    {
        using var log = await LongLog.WriteAsync(500);
        using var database = log.Copy();
        Execute(database, """
            DELETE FROM payloads WHERE (Stream, Version) IN (SELECT Stream, Version FROM journal WHERE Position IN (SELECT Position FROM audit WHERE Seq > 400));
            DELETE FROM journal WHERE Position IN (SELECT Position FROM audit WHERE Seq > 400);
            DELETE FROM audit WHERE Seq > 400;
            """);
        Assert.Null(AuditVerification.Of(database, []).FirstBad);
        var bad = AuditVerification.Of(database, [log.Head]).FirstBad;
        Assert.Equal(401, bad?.Seq);
        Assert.Contains("it is gone", bad?.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task I10_another_consoles_database_in_its_place_is_betrayed_by_a_head()
    {
        using var log = await LongLog.WriteAsync(100);
        using var other = await LongLog.WriteAsync(200);
        using var database = other.Copy();
        Assert.NotNull(AuditVerification.Of(database, [log.Head]).FirstBad); // the same instance, by its word
        Assert.Contains("another console's", AuditVerification.Of(database, [other.Head with { Instance = "another" }]).FirstBad?.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_gone_without_an_erasure_in_the_log_is_found()
    {
        using var log = await LongLog.WriteAsync(100);
        using var database = log.Copy();
        Execute(database, "DELETE FROM payloads WHERE Stream = 'run000003'");
        Assert.Contains("was not erased", AuditVerification.Of(database, [log.Head]).FirstBad?.What, StringComparison.Ordinal);
    }

    /// <summary>What somebody does who knows how the log is made and has no key.</summary>
    internal static void WriteAnew(SqliteConnection database)
    {
        var log = LogState.Empty;
        var links = new List<(long Seq, byte[] Chain, byte[] Nodes)>();
        using (var command = database.CreateCommand())
        {
            command.CommandText = """
                SELECT a.Seq, a.At, a.Kind, a.Actor, a.Tool, a.Subject, a.Position, a.Texts, a.Note, j.Stream, j.Version, j.Data
                FROM audit a LEFT JOIN journal j ON j.Position = a.Position ORDER BY a.Seq
                """;
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                var journaled = row.IsDBNull(6) ? null : new JournaledEvent(row.GetInt64(6), row.GetString(9), row.GetInt32(10), row.GetString(11), row.GetInt32(7));
                (log, var nodes) = log.Add(new AuditEntry(row.GetInt64(0), row.GetInt64(1), row.GetString(2), Text(row, 3), Text(row, 4), Text(row, 5), journaled, Text(row, 8)).Leaf());
                links.Add((log.Size, log.Chain, nodes));
            }
        }

        using var update = database.CreateCommand();
        update.CommandText = "UPDATE audit SET Chain = @chain, Nodes = @nodes WHERE Seq = @seq";
        foreach (var (seq, chain, nodes) in links)
        {
            update.Parameters.Clear();
            update.Parameters.AddWithValue("@chain", chain);
            update.Parameters.AddWithValue("@nodes", nodes);
            update.Parameters.AddWithValue("@seq", seq);
            update.ExecuteNonQuery();
        }
    }

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static void Execute(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }
}
