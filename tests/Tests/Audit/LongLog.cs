using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Sqlite;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Audit;

/// <summary>A database with a long log, written by the console's own writer, and the head that was exported at its end.</summary>
internal sealed class LongLog : IDisposable
{
    private readonly TempFolder _folder = new();

    private LongLog(KnownRoot head, string database) => (Head, Database) = (head, database);

    public KnownRoot Head { get; }

    public string Database { get; }

    public long Entries => Head.Size;

    /// <param name="entries">At least so many.</param>
    public static async Task<LongLog> WriteAsync(int entries)
    {
        var folder = new TempFolder();
        var path = DatabasePath.Of(new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder.Path, "console.db")};Pooling=False" }, folder.Path);
        using var store = new SqliteStore(path);
        using var writer = new JournalWriter(store, new(), new(), new(), new(store), store.CreateForeignWrites());
        await using (var database = store.Create())
        {
            await database.Database.MigrateAsync();
            await database.Database.OpenConnectionAsync();
            writer.Start(LogBeginning.Open(database.Database.GetDbConnection(), "the-instance", DateTimeOffset.UnixEpoch));
        }

        await Task.WhenAll(Enumerable.Range(0, (entries / EventsOf(0).Length) + 1).Select(async i =>
        {
            var append = new Append($"run{i:D6}", 0, [.. EventsOf(i).Select(e => EventCodec.Encode(e, e.At) with { About = new(i % 3 == 0 ? "rita" : null, "box.write", $"run{i:D6}.1") })], []);
            if (i % 5 == 0) append = append with { Notes = [AuditNote.Of(AuditKinds.SignedIn, By, null, "page", DateTimeOffset.UnixEpoch.AddSeconds(i))] };
            Assert.Equal(Appended.Committed, await writer.AppendAsync(append, CancellationToken.None));
        }));
        var log = writer.Log;
        return new(new(log.Size, Convert.ToHexStringLower(log.Root), "the-instance", "the exported head"), path.Value);
    }

    /// <summary>A copy that can be spoiled.</summary>
    public SqliteConnection Copy()
    {
        var copy = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.db");
        using (var source = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            source.Open();
            using var vacuum = source.CreateCommand();
            vacuum.CommandText = $"VACUUM INTO '{copy}'";
            vacuum.ExecuteNonQuery();
        }

        var connection = new SqliteConnection($"Data Source={copy};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(Path.GetDirectoryName(Database)!, recursive: true);
    }

    private static readonly Actor By = new("rita", "rita", Channel.Page);

    private static RunEvent[] EventsOf(int i)
    {
        var at = DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(i);
        return
        [
            new RunEvent.Started($"run{i:D6}", RunKind.Agent, null, "clerk", new Principal("kim", ["*"], "{}"), $"Please look at order {i}.", new RunLimits(), By, "{}", at),
            new RunEvent.CallSucceeded($"run{i:D6}.1", "x1", $"order {i} was found", 12.5, at.AddSeconds(1)),
            new RunEvent.Granted(By, new Grant(Iterations: 2), "go on", at.AddSeconds(2)),
            new RunEvent.CallRefused($"run{i:D6}.2", [], at.AddSeconds(3)),
            new RunEvent.CallSucceeded($"run{i:D6}.3", "x2", $"order {i} was found again", 2.5, at.AddSeconds(4)),
            new RunEvent.CancelRequested(By, "enough", at.AddSeconds(5)),
            new RunEvent.Cancelled(at.AddSeconds(6)),
        ];
    }
}
