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

    private PostgreSqlStore(NpgsqlConnectionStringBuilder connection, string keysFolder, ILoggerFactory? logs)
    {
        (_connection, KeysFolder) = (connection, keysFolder);
        _options = new DbContextOptionsBuilder<PostgreSqlConsoleDb>().UseNpgsql(connection.ConnectionString).UseLoggerFactory(logs).Options;
    }

    /// <exception cref="SettingException">The connection string cannot be used.</exception>
    public static PostgreSqlStore Of(StorageOptions options, string contentRoot, ILoggerFactory? logs = null)
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
        return new(builder, Path.GetFullPath(options.KeysFolder ?? Path.Combine("data", "keys"), contentRoot), logs);
    }

    public override string Name => $"the database {_connection.Database} on {_connection.Host}:{_connection.Port}";

    public override string KeysFolder { get; }

    public override string DataFolder => KeysFolder;

    public override StoreSchema Schema { get; } = new PostgreSqlSchema();

    public override int MostIdle => 8;

    public override ForeignWrites CreateForeignWrites() => new LogEnd();

    public override ConsoleDb Create() => new PostgreSqlConsoleDb(_options);

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
            return PostgreSqlTenure.Take(_connection, [.. database.Model.GetEntityTypes().Select(t => t.GetTableName()!)]);
        }
        catch (Exception e) when (e is NpgsqlException or TenureEndedException or InvalidDataException or System.Net.Sockets.SocketException or TimeoutException)
        {
            throw new SettingException("Storage:ConnectionString", $"names {Name}, which cannot be worked on: {e.Message}");
        }
    }
}
