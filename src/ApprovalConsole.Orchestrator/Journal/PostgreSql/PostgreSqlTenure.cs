using System.Data;
using System.Data.Common;
using System.Diagnostics;
using ApprovalConsole.Orchestrator.Audit;
using Npgsql;

namespace ApprovalConsole.Orchestrator.Journal.PostgreSql;

/// <summary>On PostgreSQL: an advisory lock of the session that writes. It is gone when the session is, and only after the session's last transaction is committed or not: so whoever has the lock knows
/// that nothing older is still on its way.</summary>
internal sealed class PostgreSqlTenure : Tenure
{
    /// <summary>Of the lock, in each database of its own.</summary>
    internal const long Key = 0x417070726f76616c; // "Approval"

    /// <summary>A server takes a moment to see that a process is gone.</summary>
    private static readonly TimeSpan WaitsAtStart = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan WaitsForOwn = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromMilliseconds(50);

    private readonly string _connectionString;
    private readonly string _remains;
    private readonly string _begins;
    private NpgsqlConnection _connection;
    private Session _session;
    private Task _vacuum = Task.CompletedTask;

    private PostgreSqlTenure(string connectionString, string remains, IEnumerable<string> tables, NpgsqlConnection connection, Session session)
    {
        (_connectionString, _remains, _connection, _session) = (connectionString, remains, connection, session);

        // Whoever changes a table's triggers or columns waits for the transaction's end, so what was looked at stays so.
        _begins = $"""LOCK TABLE {string.Join(", ", tables.Select(t => $"\"{t}\""))} IN ROW EXCLUSIVE MODE; SELECT pg_backend_pid()""";
    }

    public override DbConnection Connection => _connection;

    public override bool IsLost => _connection.State is not ConnectionState.Open;

    /// <exception cref="TenureEndedException">Another console has it.</exception>
    /// <exception cref="InvalidDataException">The server does not keep what it says that it keeps.</exception>
    public static PostgreSqlTenure Take(NpgsqlConnectionStringBuilder settings, IEnumerable<string> tables)
    {
        var own = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, KeepAlive = settings.KeepAlive > 0 ? settings.KeepAlive : 15 }.ConnectionString;
        var (connection, session) = Open(own);
        try
        {
            for (var since = Stopwatch.GetTimestamp(); !TryLock(connection); Thread.Sleep(LooksAgainAfter))
                if (Stopwatch.GetElapsedTime(since) > WaitsAtStart) throw new TenureEndedException($"another console works on it{HolderOf(connection)?.InWords}");
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return new(own, settings.ConnectionString, tables, connection, session);
    }

    public override DbTransaction Begin()
    {
        var transaction = _connection.BeginTransaction();
        using var command = LogReading.CommandOf(_connection, _begins);
        if (command.ExecuteScalar() is int pid && pid == _session.Pid) return transaction;
        _connection.Close();
        throw new TenureEndedException("The connection to PostgreSQL does not stay in one session, as behind a pooler that hands them out by transaction: the right to write cannot be held on it. Connect to the server itself.");
    }

    public override bool IsInDoubt(Exception failure)
    {
        _connection.Close();
        return true;
    }

    public override void Renew()
    {
        if (!IsLost) return;
        _connection.Dispose();
        var (connection, session) = Open(_connectionString);
        try
        {
            for (var since = Stopwatch.GetTimestamp(); !TryLock(connection); Thread.Sleep(LooksAgainAfter))
            {
                if (HolderOf(connection) is { } holder)
                {
                    if (holder != _session) throw new TenureEndedException($"Another console has taken the database over while this one was cut off from it{holder.InWords}: this one writes and sends nothing any more. End it.");
                    End(connection, holder);
                }

                if (Stopwatch.GetElapsedTime(since) > WaitsForOwn) throw new NpgsqlException("the console's earlier session has not ended yet");
            }
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        (_connection, _session) = (connection, session);
    }

    /// <summary>Rows that are deleted lie in their pages until these are swept, as readers may still see them. Beside the writer, which does not wait; one sweep at a time.</summary>
    public override void DropRemains()
    {
        if (!_vacuum.IsCompleted) return;
        _vacuum = Task.Run(async () =>
        {
            try
            {
                await using var connection = new NpgsqlConnection(_remains);
                await connection.OpenAsync();
                await using var command = new NpgsqlCommand("""VACUUM "payloads", "runs", "proposals" """, connection);
                await command.ExecuteNonQueryAsync();
            }
            catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException)
            {
                // The server's own sweep comes by later.
            }
        });
    }

    public override void Dispose() => _connection.Dispose();

    private static (NpgsqlConnection Connection, Session Session) Open(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            connection.Open();
            using var command = LogReading.CommandOf(connection, """
                SELECT pg_backend_pid(), (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()), current_setting('fsync'), current_setting('full_page_writes'), pg_is_in_recovery(),
                    set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false),
                    set_config('idle_in_transaction_session_timeout', '0', false), set_config('idle_session_timeout', '0', false), current_schema()
                """);
            using var row = command.ExecuteReader();
            row.Read();
            if (row.GetString(2) == "off" || row.GetString(3) == "off") throw new InvalidDataException("the server runs with fsync or full_page_writes off, so what it says is written may be lost");
            if (row.GetBoolean(4)) throw new InvalidDataException("the server is a standby, on which nothing can be written");
            if (row.IsDBNull(8)) throw new InvalidDataException("it has no schema in which tables could be made: its search_path names none that is there");
            return (connection, new(row.GetInt32(0), row.GetDateTime(1)));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static bool TryLock(NpgsqlConnection connection)
    {
        using var command = LogReading.CommandOf(connection, "SELECT pg_try_advisory_lock(@p0)", Key);
        return (bool)command.ExecuteScalar()!;
    }

    private static void End(NpgsqlConnection connection, Session session)
    {
        using var command = LogReading.CommandOf(connection, "SELECT pg_terminate_backend(@p0)", session.Pid);
        command.ExecuteScalar();
    }

    private static Session? HolderOf(NpgsqlConnection connection)
    {
        using var command = LogReading.CommandOf(connection, """
            SELECT l.pid, COALESCE(a.backend_start, 'epoch') FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.classid = (@p0 >> 32)::oid AND l.objid = (@p0 & 4294967295)::oid
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """, Key);
        using var row = command.ExecuteReader();
        return row.Read() ? new(row.GetInt32(0), row.GetDateTime(1)) : null;
    }

    /// <summary>Numbers of sessions come again; with when they began they do not.</summary>
    private readonly record struct Session(int Pid, DateTime Since)
    {
        public string InWords => $" (session {Pid} of the server, since {Since:u})";
    }
}
