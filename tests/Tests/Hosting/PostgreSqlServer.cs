using System.Diagnostics;
using Npgsql;

namespace ApprovalConsole.Tests.Hosting;

/// <summary>A PostgreSQL server of this test process, started when the first test asks for it, on a socket in a folder of its own. It writes through to the disk, as one does that matters. Whoever keeps it ends it and
/// removes the folder as soon as this process is gone, however it went.</summary>
internal sealed class PostgreSqlServer
{
    private const string Role = "console";

    // Reads until its input ends, which is when this process does.
    private const string Keeper = """
        set -eu
        dir=$1; bin=$2; cd "$dir"
        as_postgres() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups env HOME="$dir" "$@"; else "$@"; fi; }
        if [ "$(id -u)" = 0 ]; then chown postgres: "$dir"; fi
        chmod 700 "$dir"
        trap 'as_postgres "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true; rm -rf "$dir"' EXIT
        as_postgres "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions >"$dir/initdb.log" 2>&1
        restart() { as_postgres "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/server.log" -o "-c listen_addresses='' -c unix_socket_directories=$dir -c max_connections=300" start >/dev/null 2>&1; echo ready; }
        restart
        while read -r order; do
          if [ "$order" = crash ]; then as_postgres "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1; restart; fi
        done
        """;

    private static readonly Lock Starting = new();
    private static PostgreSqlServer? s_started;

    private readonly string _folder = Directory.CreateTempSubdirectory("approvalconsole-pg-").FullName;
    private readonly Process _keeper;
    private readonly HashSet<string> _databases = [];

    private PostgreSqlServer(string binaries)
    {
        _keeper = Process.Start(new ProcessStartInfo("bash", ["-c", Keeper, "keeper", _folder, binaries]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        AwaitReady();
        Execute("postgres", $"CREATE ROLE {Role} LOGIN");
    }

    /// <summary>Where its programs lie; null where it is not installed.</summary>
    public static string? Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).OrderByDescending(d => d, StringComparer.Ordinal).FirstOrDefault()
        : Environment.GetEnvironmentVariable("PATH")!.Split(':').FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")));

    public static bool IsStarted
    {
        get { lock (Starting) return s_started is not null; }
    }

    /// <summary>Starts it, where it has not been.</summary>
    public static PostgreSqlServer Started
    {
        get
        {
            lock (Starting) return s_started ??= new(Binaries ?? throw new InvalidOperationException("PostgreSQL is not installed: no initdb in /usr/lib/postgresql or in the path."));
        }
    }

    /// <summary>One more, for whoever cuts its power: nobody else is to be on it then.</summary>
    public static PostgreSqlServer StartAnother() => new(Binaries ?? throw new InvalidOperationException("PostgreSQL is not installed."));

    /// <summary>Of a database by that name, which is made where there is none. It belongs to a role that may do nothing else.</summary>
    public string ConnectionStringOf(string database)
    {
        lock (_databases)
        {
            if (_databases.Add(database)) Execute("postgres", $"CREATE DATABASE \"{database}\" OWNER {Role}");
        }

        return $"Host={_folder};Username={Role};Database={database}";
    }

    /// <summary>Of a new database that lies in this folder, which is empty and the server's to write: on another disk, say.</summary>
    public string ConnectionStringWithin(string folder, string database)
    {
        Execute("postgres", $"CREATE TABLESPACE \"{database}\" LOCATION '{folder}'");
        lock (_databases)
        {
            Execute("postgres", $"CREATE DATABASE \"{database}\" OWNER {Role} TABLESPACE \"{database}\"");
            _databases.Add(database);
        }

        return ConnectionStringOf(database);
    }

    public void DropWithin(string database)
    {
        Drop(database);
        Execute("postgres", $"DROP TABLESPACE IF EXISTS \"{database}\"");
    }

    public void Drop(string database)
    {
        lock (_databases)
        {
            if (_databases.Remove(database)) Execute("postgres", $"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)");
        }
    }

    /// <summary>What the server's administrator does.</summary>
    public object? Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection($"Host={_folder};Username=postgres;Database={database};Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    /// <summary>All of its processes end as in a power cut, and it starts anew.</summary>
    public void Crash()
    {
        _keeper.StandardInput.WriteLine("crash");
        _keeper.StandardInput.Flush();
        AwaitReady();
    }

    private void AwaitReady()
    {
        if (_keeper.StandardOutput.ReadLine() != "ready") throw new InvalidOperationException($"PostgreSQL does not start:\n{string.Join('\n', Directory.GetFiles(_folder, "*.log").Select(File.ReadAllText))}");
    }
}
