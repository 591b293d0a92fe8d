using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ApprovalConsole.Benchmarks.Gate;

/// <summary>The one table of a <see cref="Floor"/>.</summary>
internal static class FloorStore
{
    private const string Steps = "CREATE TABLE steps (run TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (run, number))";

    /// <param name="database">On PostgreSQL; null: a file in the folder.</param>
    public static Func<DbConnection> Make(string folder, string? database)
    {
        using var connection = Open();
        Execute(connection, database is null ? $"{Steps} WITHOUT ROWID" : Steps);
        return Open;

        DbConnection Open() => database is null ? OpenFile(Path.Combine(folder, "floor.db")) : OpenServer(database);
    }

    private static SqliteConnection OpenFile(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");
        return connection;
    }

    private static NpgsqlConnection OpenServer(string database)
    {
        var connection = new NpgsqlConnection($"{database};Pooling=false;Max Auto Prepare=10");
        connection.Open();
        return connection;
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
