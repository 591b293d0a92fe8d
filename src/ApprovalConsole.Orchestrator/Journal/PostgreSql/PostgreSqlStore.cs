using System.Data;
using System.Data.Common;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ApprovalConsole.Orchestrator.Journal.PostgreSql;

/// <summary>A database on a PostgreSQL server, of which one console makes use.</summary>
internal sealed class PostgreSqlStore : Store
{
    private readonly NpgsqlConnectionStringBuilder _connection;
    private readonly DbContextOptions<PostgreSqlConsoleDb> _options;
    private readonly string? _epoch;

    private PostgreSqlStore(NpgsqlConnectionStringBuilder connection, string keysFolder, ILoggerFactory? logs, string? epoch)
    {
        (_connection, KeysFolder, _epoch) = (connection, keysFolder, epoch);
        _options = new DbContextOptionsBuilder<PostgreSqlConsoleDb>().UseNpgsql(connection.ConnectionString).UseLoggerFactory(logs).Options;
    }

    /// <param name="epoch">Of this node, where several share the database; null: this console has it alone.</param>
    /// <exception cref="SettingException">The connection string cannot be used.</exception>
    public static PostgreSqlStore Of(StorageOptions options, string contentRoot, ILoggerFactory? logs = null, string? epoch = null)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new(options.ConnectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new SettingException("Storage:ConnectionString", $"is no PostgreSQL connection string ({e.Message}); it looks like Host=db.example.com;Database=console;Username=console;Password=…");
        }

        if (builder is { Host: null or "" } or { Database: null or "" }) throw new SettingException("Storage:ConnectionString", "must name a host and a database, as in Host=db.example.com;Database=console;Username=console;Password=…");
        if (builder.Multiplexing) throw new SettingException("Storage:ConnectionString", "must not ask for multiplexing: what is read together has to be read on one connection");
        builder.ApplicationName ??= "ApprovalConsole";
        if (builder.MaxAutoPrepare == 0) builder.MaxAutoPrepare = 200; // statements are few and come again
        return new(builder, Path.GetFullPath(options.KeysFolder ?? Path.Combine("data", "keys"), contentRoot), logs, epoch);
    }

    /// <summary>For who keeps a connection of their own.</summary>
    public string ConnectionString => _connection.ConnectionString;

    public override string? TakesTurn => _epoch is null ? null : $"SELECT pg_advisory_xact_lock({PostgreSqlTenure.TurnKey})";

    public override string Name => $"the database {_connection.Database} on {_connection.Host}:{_connection.Port}";

    /// <summary>Not the address: that may change, and a standby that took over is the same database. What is put back from a dump is another, in the same server or not.</summary>
    public override string PlaceOf(DbConnection connection)
    {
        using var command = Audit.LogReading.CommandOf(connection, """
            SELECT 'the database ' || datname || ', number ' || oid || ' of the PostgreSQL system '
                || CASE WHEN has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') THEN (SELECT system_identifier::text FROM pg_catalog.pg_control_system()) ELSE 'that does not say which it is' END
            FROM pg_catalog.pg_database WHERE datname = current_database()
            """);
        return (string)command.ExecuteScalar()!;
    }

    public override string KeysFolder { get; }

    public override string DataFolder => KeysFolder;

    public override StoreSchema Schema { get; } = new PostgreSqlSchema();

    public override int MostIdle => 8;

    public override ForeignWrites CreateForeignWrites() => new LogEnd();

    public override ConsoleDb Create() => new PostgreSqlConsoleDb(_options);

    /// <summary>Nodes that start at the same time make the tables one after the other: a lock that is gone with its connection.</summary>
    public override async Task<IAsyncDisposable?> PrepareAsync(ConsoleDb database, CancellationToken ct)
    {
        if (_epoch is null) return null;
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connection.ConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({PostgreSqlTenure.TablesKey})", connection);
        await command.ExecuteNonQueryAsync(ct);
        return connection;
    }

    public override DbTransaction BeginSnapshot(DbConnection connection) => connection.BeginTransaction(IsolationLevel.RepeatableRead);

    public override DbConnection OpenReadOnly()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connection.ConnectionString) { Pooling = false, Options = "-c default_transaction_read_only=on" }.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch (NpgsqlException e)
        {
            throw new InvalidDataException($"{Name} cannot be opened: {e.Message}", e);
        }
    }

    public override string? TornIndex(DbConnection connection) => IndexesByAmcheck.FirstBad(connection);

    public override void Dispose()
    {
        base.Dispose();
        ForgetConnections();
    }

    public override void ForgetConnections()
    {
        using var any = new NpgsqlConnection(_connection.ConnectionString);
        NpgsqlConnection.ClearPool(any);
    }

    protected override Tenure Take()
    {
        try
        {
            using var database = Create();
            return PostgreSqlTenure.Take(_connection, [.. database.Model.GetEntityTypes().Select(t => t.GetTableName()!)], _epoch);
        }
        catch (Exception e) when (e is NpgsqlException or TenureEndedException or InvalidDataException or System.Net.Sockets.SocketException or TimeoutException)
        {
            throw new SettingException("Storage:ConnectionString", $"names {Name}, which cannot be worked on: {e.Message}");
        }
    }
}
