using System.Data.Common;
using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Orchestrator.Journal.Sqlite;

/// <summary>SQLite keeps the very statements that made its parts.</summary>
internal sealed class SqliteSchema : StoreSchema
{
    public override string Resource => "ApprovalConsole.Orchestrator.Journal.Migrations.Sqlite.schema.json";

    public override string Version => "PRAGMA schema_version";

    public override string? ActsByItself(DbConnection connection)
    {
        using var command = LogReading.CommandOf(connection, "SELECT type || ' ' || name FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1");
        return (string?)command.ExecuteScalar();
    }

    /// <summary>Each table and index with the statement that made it; what ANALYZE counts is nobody's harm.</summary>
    public override Dictionary<string, string> Read(DbConnection connection)
    {
        using var command = LogReading.CommandOf(connection, "SELECT type || ' ' || name, COALESCE(sql, '') FROM sqlite_master WHERE type <> 'table' OR name NOT IN ('sqlite_stat1', 'sqlite_stat4')");
        using var row = command.ExecuteReader();
        var all = new Dictionary<string, string>();
        while (row.Read()) all[row.GetString(0)] = row.GetString(1);
        return all;
    }
}
