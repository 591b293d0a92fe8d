using System.Collections.Concurrent;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Journal;

/// <summary>The journal on a PostgreSQL server that sessions are cut off from, that loses its power, and on which others have a hand. Which of the other tests run on it, too: <see cref="TestStore"/>.</summary>
public sealed class PostgreSqlTests : IAsyncDisposable
{
    // Its own: one of these tests cuts its power, and whoever else was on it would fail for that.
    private static readonly Lazy<PostgreSqlServer> Server = new(PostgreSqlServer.StartAnother);

    private readonly TempFolder _folder = new();
    private readonly Store _store;
    private readonly ConcurrentQueue<string> _found = [];

    public PostgreSqlTests() => _store = Stores.Of(Options, _folder.Path);

    private string Database => TestStore.DatabaseOf(_folder.Path);

    private StorageOptions Options
    {
        get
        {
            Assert.SkipWhen(PostgreSqlServer.Binaries is null, "PostgreSQL is not installed.");
            return new() { Provider = "PostgreSql", ConnectionString = Server.Value.ConnectionStringOf(Database), KeysFolder = _folder["keys"] };
        }
    }

    [Fact]
    public async Task I4_what_was_acknowledged_is_there_once_however_often_the_session_is_cut_off()
    {
        using var writer = await StartAsync();
        var (acknowledged, refused) = await WriteWhileAsync(writer, cut: () =>
        {
            Server.Value.Execute("postgres", $"SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{Database}'");
            return Task.CompletedTask;
        }, times: 12);

        await MustHoldAsync(writer, acknowledged, refused);
    }

    [Fact]
    public async Task I4_what_was_acknowledged_is_there_once_after_the_server_lost_its_power()
    {
        using var writer = await StartAsync();
        var (acknowledged, refused) = await WriteWhileAsync(writer, cut: () => Task.Run(Server.Value.Crash), times: 2);

        await MustHoldAsync(writer, acknowledged, refused);
    }

    [Fact]
    public async Task A_second_console_does_not_start_on_the_database_and_no_message_says_the_password()
    {
        using var writer = await StartAsync();
        var options = Options;
        options.ConnectionString += ";Password=open-sesame";
        using var second = Stores.Of(options, _folder.Path);

        var refused = Assert.Throws<SettingException>(() => second.Tenure);
        Assert.Contains("another console works on it", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Appended.Committed, await AppendAsync(writer, "still-mine"));
    }

    [Fact]
    public async Task I8_whoever_was_cut_off_and_finds_another_in_its_place_never_writes_again()
    {
        using var writer = await StartAsync();
        Assert.Equal(Appended.Committed, await AppendAsync(writer, "before"));
        using var second = Stores.Of(Options, _folder.Path);
        var taking = Task.Run(() => second.Tenure, TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => Task.FromResult(Sessions() > 0), () => "the second console never came");
        Server.Value.Execute("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = '{Database}')");
        Assert.NotNull(await taking);

        await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(writer, "after"));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(writer, "and-again"));
        Assert.Contains(_found, f => f.Contains("Another console has taken the database over", StringComparison.Ordinal));
        Assert.Equal([1L], await CountsAsync("before"));
        Assert.Equal([0L, 0L], await CountsAsync("after", "and-again"));
    }

    [Theory]
    [InlineData("""CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TRIGGER aside BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION f()""", "trigger aside on journal")]
    [InlineData("""CREATE RULE aside AS ON DELETE TO calls DO INSTEAD NOTHING""", "rule aside on calls")]
    [InlineData("""GRANT INSERT ON journal TO pg_monitor""", "right of pg_monitor to insert on journal")]
    [InlineData("""ALTER TABLE payloads ENABLE ROW LEVEL SECURITY""", "table payloads")]
    [InlineData("""ALTER TABLE calls SET UNLOGGED""", "table calls")]
    [InlineData("""DROP INDEX "IX_runs_active" """, "index IX_runs_active")]
    public async Task I8_nothing_is_written_where_somebody_changed_what_the_database_is_made_of(string sql, string named)
    {
        using var writer = await StartAsync();
        Assert.Equal(Appended.Committed, await AppendAsync(writer, "before"));
        Server.Value.Execute(Database, sql);

        await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(writer, "after"));
        Assert.Contains(_found, f => f.Contains(named, StringComparison.Ordinal));
        Assert.Equal([1L, 0L], await CountsAsync("before", "after"));
    }

    [Fact]
    public async Task What_is_deleted_or_added_at_the_logs_end_is_noticed_at_the_next_commit()
    {
        using var writer = await StartAsync();
        Assert.Equal(Appended.Committed, await AppendAsync(writer, "before"));
        Server.Value.Execute(Database, """DELETE FROM audit WHERE "Seq" = (SELECT MAX("Seq") FROM audit)""");

        await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(writer, "after"));
        Assert.Contains(_found, f => f.Contains("Somebody else has written to the audit log", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JournalWriter> StartAsync()
    {
        await using var database = _store.Create();
        _ = _store.Tenure;
        await database.Database.MigrateAsync(TestContext.Current.CancellationToken);
        await database.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var schema = new KnownSchema(_store);
        schema.Take();
        var writer = new JournalWriter(_store, new(), new(), new(), schema, _store.CreateForeignWrites());
        writer.Start(LogBeginning.Open(database.Database.GetDbConnection(), "the-instance", DateTimeOffset.UnixEpoch), _found.Enqueue);
        return writer;
    }

    private static Task<Appended> AppendAsync(JournalWriter writer, string stream)
    {
        var @event = new RunEvent.CancelRequested(new("rita", "rita", Channel.Page), $"of {stream}", DateTimeOffset.UnixEpoch.AddDays(20_000));
        return writer.AppendAsync(new(stream, 0, [EventCodec.Encode(@event, @event.At) with { About = new("rita", null, stream) }], []), TestContext.Current.CancellationToken);
    }

    /// <summary>Eight write without a pause, each to streams of its own, until it was cut so often.</summary>
    private static async Task<(IReadOnlyCollection<string> Acknowledged, IReadOnlyCollection<string> Refused)> WriteWhileAsync(JournalWriter writer, Func<Task> cut, int times)
    {
        var (acknowledged, refused, isOver) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>(), false);
        var writing = Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            for (var i = 0; !Volatile.Read(ref isOver); i++)
            {
                var stream = $"w{w}-{i}";
                try
                {
                    if (await AppendAsync(writer, stream) == Appended.Committed) acknowledged.Enqueue(stream);
                }
                catch (JournalUnavailableException)
                {
                    refused.Enqueue(stream);
                }
            }
        })).ToList();
        for (var i = 0; i < times; i++)
        {
            var before = acknowledged.Count;
            await Until.TrueAsync(() => Task.FromResult(acknowledged.Count > before + 40), () => $"nothing is written any more: {acknowledged.Count} acknowledged, {refused.Count} refused");
            await cut();
        }

        var last = acknowledged.Count;
        await Until.TrueAsync(() => Task.FromResult(acknowledged.Count > last + 40), () => "nothing is written after the last cut");
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(writing);
        TestContext.Current.TestOutputHelper?.WriteLine($"{acknowledged.Count} acknowledged, {refused.Count} not");
        return (acknowledged, refused);
    }

    private async Task MustHoldAsync(JournalWriter writer, IReadOnlyCollection<string> acknowledged, IReadOnlyCollection<string> refused)
    {
        Assert.All(await CountsAsync([.. acknowledged]), count => Assert.Equal(1, count));
        Assert.All(await CountsAsync([.. refused]), count => Assert.InRange(count, 0, 1)); // nobody was told that it is not there
        Assert.Empty(_found);
        using var connection = _store.OpenReadOnly();
        using var snapshot = _store.BeginSnapshot(connection);
        var report = AuditVerification.Of(connection, [new(writer.Log.Size, Convert.ToHexStringLower(writer.Log.Root), "the-instance", "what the writer knows")]);
        Assert.Null(report.FirstBad);
        Assert.Equal(writer.Log.Size, report.Log.Size);
    }

    private async Task<List<long>> CountsAsync(params string[] streams)
    {
        using var reads = new ReadPool(_store);
        var there = await reads.ReadAsync(database => database.Journal.AsNoTracking().GroupBy(e => e.Stream).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, TestContext.Current.CancellationToken));
        return [.. streams.Select(s => there.GetValueOrDefault(s))];
    }

    private long Sessions() => (long)Server.Value.Execute("postgres", $"SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '{Database}' AND query LIKE '%advisory%'")!;
}
