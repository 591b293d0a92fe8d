using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Sqlite;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace ApprovalConsole.Tests.Audit;

/// <summary>A start takes the database's file for found well only where it is what a console left that had found it well.</summary>
public sealed class FileAsLeftTests : IDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly TempFolder _folder = new();
    private readonly SqliteStore _store;

    public FileAsLeftTests()
    {
        _store = Open();
        using var database = _store.Create();
        database.Database.Migrate();
        Leave();
    }

    private string Database => _folder["console.db"];

    private string Left => Path.Combine(_store.KeysFolder, "left");

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_left_in_order_is_what_the_next_start_finds()
    {
        Assert.True(await IsItAsync());
    }

    [Fact]
    public async Task It_is_good_for_one_start()
    {
        Assert.True(await IsItAsync());
        Assert.False(await IsItAsync());
    }

    [Theory]
    [InlineData("a row", "INSERT INTO payloads (Stream, Version, Slot, Salt, Text) VALUES ('run', 1, 0, x'00', 'text')")]
    [InlineData("a table's statistics", "ANALYZE")]
    [InlineData("a number that says how often the schema changed", "PRAGMA user_version = 7")]
    public async Task Whatever_somebody_writes_in_between_it_is_not(string what, string sql)
    {
        Execute(sql);

        Assert.False(await IsItAsync(), what);
    }

    [Fact]
    public async Task Bytes_that_no_table_holds_count_as_well()
    {
        await using (var file = new FileStream(Database, FileMode.Append)) file.WriteByte(0);

        Assert.False(await IsItAsync());
    }

    [Fact]
    public async Task What_is_committed_and_not_in_the_file_is_not_what_was_left()
    {
        using var other = Connect();
        Execute("INSERT INTO payloads (Stream, Version, Slot, Salt, Text) VALUES ('run', 1, 0, x'00', 'text')"); // stays beside the file as long as somebody is connected

        Assert.False(await IsItAsync());
    }

    [Fact]
    public void Nothing_is_left_while_somebody_is_connected()
    {
        File.Delete(Left);
        using var other = Connect();
        Leave();

        Assert.False(File.Exists(Left));
    }

    [Fact]
    public void What_is_written_after_the_start_stays_out_of_the_file_until_it_was_read()
    {
        using var file = new FileAsLeft(_store, NullLogger<FileAsLeft>.Instance);
        var before = File.ReadAllBytes(Database);
        using (var unchanged = file.KeepUnchanged())
        {
            Write();
            Assert.Equal(before, File.ReadAllBytes(Database));
        }

        Write();
        Assert.NotEqual(before, File.ReadAllBytes(Database));

        void Write() => Execute($"INSERT INTO payloads (Stream, Version, Slot, Salt, Text) VALUES ('{Guid.NewGuid():N}', 1, 0, x'00', 'text'); PRAGMA wal_checkpoint(PASSIVE)");
    }

    [Fact]
    public async Task I1_the_gate_need_not_wait_for_the_log_where_the_file_is_as_it_was_left()
    {
        using var file = Begun();
        using var listensNever = new NeverListens();
        using var whole = new WholeCheck(_store, null!, file, null!, listensNever, NullLogger<WholeCheck>.Instance);
        await whole.StartAsync(Ct);

        await whole.Done.WaitAsync(Ct);
        Assert.False(whole.IsOver);
    }

    [Fact]
    public async Task I1_the_gate_waits_for_the_log_where_it_is_not()
    {
        Execute("ANALYZE");
        using var file = Begun();
        using var listensNever = new NeverListens();
        using var whole = new WholeCheck(_store, null!, file, null!, listensNever, NullLogger<WholeCheck>.Instance);
        await whole.StartAsync(Ct);
        await Task.WhenAny(whole.Done, Task.Delay(TimeSpan.FromMilliseconds(300), Ct));

        Assert.False(await file.IsIt);
        Assert.False(whole.Done.IsCompleted);
    }

    [Fact]
    public void A_console_that_did_not_reckon_its_log_leaves_no_word()
    {
        File.Delete(Left);
        var (writer, file) = (Writer(), new FileAsLeft(_store, NullLogger<FileAsLeft>.Instance));
        using var listensNever = new NeverListens();
        using var whole = new WholeCheck(_store, null!, file, null!, listensNever, NullLogger<WholeCheck>.Instance);
        using var databases = new ReadPool(_store);
        new OrderlyEnd(writer, databases, _store, whole, new Breach(new LiveFeed()), file).Run();

        Assert.True(writer.WasAlone);
        Assert.False(File.Exists(Left));
    }

    [Fact]
    public void A_writer_knows_at_its_end_that_somebody_else_has_written()
    {
        var writer = Writer();
        Execute("ANALYZE");
        writer.Dispose();

        Assert.False(writer.WasAlone);
    }

    private SqliteStore Open() => new(DatabasePath.Of(new StorageOptions { ConnectionString = $"Data Source={_folder["console.db"]}" }, _folder.Path));

    /// <summary>As at the end of a console.</summary>
    private void Leave()
    {
        _store.Close();
        using var file = new FileAsLeft(_store, NullLogger<FileAsLeft>.Instance);
        Directory.CreateDirectory(_store.KeysFolder);
        file.Mark();
    }

    private FileAsLeft Begun()
    {
        var file = new FileAsLeft(_store, NullLogger<FileAsLeft>.Instance);
        file.Begin();
        return file;
    }

    private async Task<bool> IsItAsync()
    {
        using var file = Begun();
        var isIt = await file.IsIt;
        _store.Close();
        return isIt;
    }

    private JournalWriter Writer()
    {
        var schema = new KnownSchema(_store);
        schema.Take();
        using var database = _store.Create();
        database.Database.OpenConnection();
        var writer = new JournalWriter(_store, new(), new(), new(), schema, _store.CreateForeignWrites());
        writer.Start(LogBeginning.Open(database.Database.GetDbConnection(), "the-instance", DateTimeOffset.UnixEpoch));
        return writer;
    }

    private void Execute(string sql)
    {
        using var connection = Connect();
        Run(connection, sql);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        Run(connection, "SELECT COUNT(*) FROM payloads");
        return connection;
    }

    /// <summary>A console that has not begun to listen, so that the log is not reckoned.</summary>
    private sealed class NeverListens : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _never = new();

        public CancellationToken ApplicationStarted => _never.Token;

        public CancellationToken ApplicationStopping => _never.Token;

        public CancellationToken ApplicationStopped => _never.Token;

        public void Dispose() => _never.Dispose();

        public void StopApplication()
        {
        }
    }
}
