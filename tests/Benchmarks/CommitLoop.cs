using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Benchmarks;

/// <summary>The least a durable step costs here: one row, one commit, flushed to the disk, over and over.</summary>
internal static class CommitLoop
{
    public static double CommitsPerSecond(string folder, TimeSpan howLong)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT);");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (text) VALUES (@text)";
        insert.Parameters.AddWithValue("@text", new string('x', 500));
        var (commits, watch) = (0, Stopwatch.StartNew());
        for (; watch.Elapsed < howLong; commits++) insert.ExecuteNonQuery();
        return commits / watch.Elapsed.TotalSeconds;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
