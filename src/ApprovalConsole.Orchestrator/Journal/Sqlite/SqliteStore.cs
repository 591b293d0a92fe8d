using System.Data.Common;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Journal.Sqlite;

/// <summary>A file, or a database in memory that lives as long as this does.</summary>
internal sealed class SqliteStore : Store
{
    /// <summary>A process killed while it migrated leaves this row behind, and every later migration waits for it for ever.</summary>
    private const string MigrationLock = """CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL); DELETE FROM "__EFMigrationsLock";""";

    private readonly string? _path;
    private readonly string _connectionString;
    private readonly DbContextOptions<SqliteConsoleDb> _options;
    private readonly SqliteConnection? _keptOpen; // a database in memory lives as long as somebody holds it

    public SqliteStore(DatabasePath path, ILoggerFactory? logs = null)
    {
        (_path, KeysFolder, DataFolder, _connectionString) = (path.Value, path.KeysFolder, Path.GetDirectoryName(path.Value)!, path.ConnectionString);
        _options = OptionsOf(_connectionString, logs);
    }

    private SqliteStore(SqliteConnection keptOpen)
    {
        (_keptOpen, KeysFolder, DataFolder, _connectionString) = (keptOpen, "", "", keptOpen.ConnectionString);
        _options = OptionsOf(_connectionString, null);
    }

    public override string Name => _path ?? "a database in memory";

    public override string PlaceOf(DbConnection connection) => Name;

    public override string? FilePath => _path;

    public override string KeysFolder { get; }

    public override string DataFolder { get; }

    public override StoreSchema Schema { get; } = new SqliteSchema();

    public override ForeignWrites CreateForeignWrites() => new DataVersion();

    /// <summary>With its tables.</summary>
    public static SqliteStore InMemory(string name)
    {
        var keptOpen = new SqliteConnection($"Data Source={name};Mode=Memory;Cache=Shared");
        keptOpen.Open();
        var store = new SqliteStore(keptOpen);
        using var database = store.Create();
        database.Database.EnsureCreated();
        return store;
    }

    public override ConsoleDb Create() => new SqliteConsoleDb(_options);

    public override Task MakeFirstTablesAsync(ConsoleDb database, CancellationToken ct) => FirstTables.MakeAsync(database, Schema, ct);

    public override async Task<IAsyncDisposable?> PrepareAsync(ConsoleDb database, CancellationToken ct)
    {
        await database.Database.ExecuteSqlRawAsync(MigrationLock, ct);
        return null;
    }

    public override DbTransaction BeginSnapshot(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public override DbConnection OpenReadOnly()
    {
        if (!File.Exists(_path)) throw new InvalidDataException($"there is no database {_path}");
        var connection = new SqliteConnection($"Data Source={_path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    public override string? TornIndex(DbConnection connection) => FirstTornIndex(connection);

    public static string? FirstTornIndex(DbConnection connection)
    {
        using var command = LogReading.CommandOf(connection, "PRAGMA integrity_check(1)");
        return command.ExecuteScalar() is string and not "ok" and var found ? $"the database is not whole: {found}" : null;
    }

    public override void ForgetConnections()
    {
        using var any = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(any);
    }

    public override void Dispose()
    {
        base.Dispose();
        _keptOpen?.Dispose();
    }

    protected override Tenure Take() => new SqliteTenure(_path is null ? null : DatabaseLock.Take(_path), Create());

    private static DbContextOptions<SqliteConsoleDb> OptionsOf(string connectionString, ILoggerFactory? logs) =>
        new DbContextOptionsBuilder<SqliteConsoleDb>().UseSqlite(connectionString).AddInterceptors(new SqliteSettings()).UseLoggerFactory(logs).Options;
}
