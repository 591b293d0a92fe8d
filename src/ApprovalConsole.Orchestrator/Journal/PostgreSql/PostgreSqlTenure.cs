using System.Data;
using System.Data.Common;
using System.Diagnostics;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Cluster;
using Npgsql;

namespace ApprovalConsole.Orchestrator.Journal.PostgreSql;

/// <summary>On PostgreSQL: an advisory lock of the session that writes. It is gone when the session is, and only after the session's last transaction is committed or not: so whoever has the lock knows
/// that nothing older is still on its way. Nodes of a cluster share that lock, which keeps out a console that is none, and take another for each transaction.</summary>
internal sealed class PostgreSqlTenure : Tenure
{
    /// <summary>Of the lock, in each database of its own.</summary>
    internal const long Key = 0x417070726f76616c; // "Approval"

    /// <summary>Of the lock that nodes of a cluster write under, one transaction at a time.</summary>
    internal const long TurnKey = Key + 1;

    /// <summary>Of the lock that nodes make the tables under.</summary>
    internal const long TablesKey = Key + 2;

    /// <summary>A server takes a moment to see that a process is gone.</summary>
    private static readonly TimeSpan WaitsAtStart = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan WaitsForOwn = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromMilliseconds(50);

    /// <summary>Milliseconds after which the server takes the turn from a node that does nothing with it: one that hangs must not keep the others from writing.</summary>
    private const int LongestTurn = 5_000;

    /// <summary>Milliseconds that a statement waits for what somebody else has locked, before who waits for it hears so. Nodes of a cluster wait for their turn, however long.</summary>
    private const int LongestWaitForLock = 5_000;

    private readonly string _connectionString;
    private readonly string _remains;
    private readonly string _keepsTables;
    private readonly string? _epoch;
    private NpgsqlConnection _connection;
    private Session _session;
    private Task _vacuum = Task.CompletedTask;

    private PostgreSqlTenure(string connectionString, string remains, IEnumerable<string> tables, NpgsqlConnection connection, Session session, string? epoch)
    {
        (_connectionString, _remains, _connection, _session, _epoch) = (connectionString, remains, connection, session, epoch);

        // Whoever changes a table's triggers or columns waits for the transaction's end, so what was looked at stays so.
        _keepsTables = $"""LOCK TABLE {string.Join(", ", tables.Select(t => $"\"{t}\""))} IN ROW EXCLUSIVE MODE""";
    }

    public override DbConnection Connection => _connection;

    public override bool IsLost => _connection.State is not ConnectionState.Open;

    /// <exception cref="TenureEndedException">Another console has it.</exception>
    /// <exception cref="InvalidDataException">The server does not keep what it says that it keeps.</exception>
    /// <param name="epoch">Of this node of a cluster; null: it is alone.</param>
    public static PostgreSqlTenure Take(NpgsqlConnectionStringBuilder settings, IEnumerable<string> tables, string? epoch = null)
    {
        var own = new NpgsqlConnectionStringBuilder(settings.ConnectionString)
            { Pooling = false, KeepAlive = settings.KeepAlive > 0 ? settings.KeepAlive : 15, IncludeFailedBatchedCommand = true }.ConnectionString; // the last: those ahead of the one that failed are answered
        var (connection, session) = Open(own, epoch is not null);
        try
        {
            for (var since = Stopwatch.GetTimestamp(); !TryLock(connection, epoch is not null); Thread.Sleep(LooksAgainAfter))
                if (Stopwatch.GetElapsedTime(since) > WaitsAtStart) throw new TenureEndedException($"another console works on it{HolderOf(connection)?.InWords}{(epoch is null ? "" : ", which is no node of a cluster")}");
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return new(own, settings.ConnectionString, tables, connection, session, epoch);
    }

    public override Courier CreateCourier() => new InOneGo(this);

    /// <summary>The turn first: what is asked after it is asked when nobody else writes any more.</summary>
    public override IReadOnlyList<Statement> Begins =>
    [
        .. _epoch is null ? Array.Empty<Statement>() : [new($"SELECT 1 FROM pg_advisory_xact_lock({TurnKey})") { IsQuestion = true }],
        new(_keepsTables),
        _epoch is null ? new("SELECT pg_backend_pid(), FALSE") { IsQuestion = true } : new($"SELECT pg_backend_pid(), EXISTS ({OrleansTables.IsDead})", _epoch) { IsQuestion = true },
    ];

    public override void HasBegun(IReadOnlyList<Statement> begins)
    {
        if (begins[^1].Row is not [int pid, bool isDead]) throw new InvalidDataException("The server does not say which session this is.");
        if (isDead) throw new TenureEndedException("The other nodes of the cluster have declared this one dead, and its runs go on there: it writes and sends nothing any more. Start it anew.");
        if (pid == _session.Pid) return;
        _connection.Close();
        throw new TenureEndedException("The connection to PostgreSQL does not stay in one session, as behind a pooler that hands them out by transaction: the right to write cannot be held on it. Connect to the server itself.");
    }

    public override DbTransaction BeginLook() => _connection.BeginTransaction(IsolationLevel.RepeatableRead);

    /// <summary>Class 22: data; 23: constraints. The server takes no more of the transaction then, and keeps the connection.</summary>
    public override bool IsOfOne(Exception failure) => base.IsOfOne(failure) || (failure is PostgresException { SqlState: ['2', '2' or '3', ..] } && !IsLost);

    /// <summary>Class 42: names that are not there, or not what they were.</summary>
    public override bool IsOfSchema(Exception failure) => failure is PostgresException { SqlState: ['4', '2', ..] } && !IsLost;

    /// <summary>A new session writes down what it has read of the tables; where the disk is full it fails of that, and does not say why.</summary>
    public override JournalTrouble TroubleOf(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } or PostgresException { SqlState: PostgresErrorCodes.InternalError, Routine: "write_item" or "write_relcache_init_file" } => JournalTrouble.DiskFull,
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => JournalTrouble.Locked,
        NpgsqlException or System.Net.Sockets.SocketException or TimeoutException when failure is not PostgresException || IsLost => JournalTrouble.Away,
        _ => JournalTrouble.Unknown,
    };

    public override bool IsInDoubt(Exception failure)
    {
        _connection.Close();
        return true;
    }

    public override void Renew()
    {
        if (!IsLost) return;
        _connection.Dispose();
        var (connection, session) = Open(_connectionString, _epoch is not null);
        try
        {
            for (var since = Stopwatch.GetTimestamp(); _epoch is null ? !TryLock(connection, false) : IsThere(connection, _session) || !TryLock(connection, true); Thread.Sleep(LooksAgainAfter))
            {
                if (_epoch is not null) End(connection, _session);
                else if (HolderOf(connection) is { } holder)
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

    private static (NpgsqlConnection Connection, Session Session) Open(string connectionString, bool isShared)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            connection.Open();
            using var command = LogReading.CommandOf(connection, $"""
                SELECT pg_backend_pid(), (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()), current_setting('fsync'), current_setting('full_page_writes'), pg_is_in_recovery(),
                    set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false),
                    set_config('idle_in_transaction_session_timeout', '{(isShared ? LongestTurn : 0)}', false), set_config('idle_session_timeout', '0', false), current_schema(), set_config('lock_timeout', '{(isShared ? 0 : LongestWaitForLock)}', false)
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

    private static bool TryLock(NpgsqlConnection connection, bool isShared)
    {
        using var command = LogReading.CommandOf(connection, isShared ? "SELECT pg_try_advisory_lock_shared(@p0)" : "SELECT pg_try_advisory_lock(@p0)", Key);
        return (bool)command.ExecuteScalar()!;
    }

    /// <summary>What it was about to commit may still be committed.</summary>
    private static bool IsThere(NpgsqlConnection connection, Session session)
    {
        using var command = LogReading.CommandOf(connection, "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid = @p0 AND backend_start = @p1)", session.Pid, session.Since);
        return (bool)command.ExecuteScalar()!;
    }

    private static void End(NpgsqlConnection connection, Session session)
    {
        using var command = LogReading.CommandOf(connection, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = @p0 AND backend_start = @p1", session.Pid, session.Since);
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
