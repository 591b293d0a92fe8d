using System.Data.Common;
using System.Text.Json;
using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Tables and indexes as the migrations make them. Whoever can write the database can put a trigger there, which acts inside the console's own transactions and may be gone when somebody
/// looks; or a table that deletes by itself, or a key that changes rows along with others. So the console starts, writes and sends on no other schema.</summary>
internal sealed class KnownSchema
{
    /// <summary>What a database has after all migrations; a test holds it against them.</summary>
    internal const string Resource = "ApprovalConsole.Orchestrator.Journal.Migrations.Sqlite.schema.json";

    private volatile Dictionary<string, string>? _known;

    /// <summary>What the console has none of; null where the database has none, either.</summary>
    public static string? ActsByItself(DbConnection connection)
    {
        using var command = LogReading.CommandOf(connection, "SELECT type || ' ' || name FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1");
        return (string?)command.ExecuteScalar();
    }

    /// <summary>From now on any other than the migrations' is not the console's.</summary>
    public void Take()
    {
        using var expected = typeof(KnownSchema).Assembly.GetManifestResourceStream(Resource)!;
        _known = JsonSerializer.Deserialize<Dictionary<string, string>>(expected)!;
    }

    /// <summary>A sentence; null where all is as it was taken.</summary>
    public string? WhyOther(DbConnection connection)
    {
        if (_known is not { } known) return ActsByItself(connection) is { } what ? InWords(what) : null;
        var now = Read(connection);
        var other = now.Where(n => known.GetValueOrDefault(n.Key) != n.Value).Select(n => n.Key).Concat(known.Keys.Except(now.Keys)).Order(StringComparer.Ordinal).FirstOrDefault();
        return other is null ? null : InWords(other);
    }

    private static string InWords(string what) => $"The database's {what} is not the console's, or not as the console makes it.";

    /// <summary>Each table and index with the statement that made it; what ANALYZE counts is nobody's harm.</summary>
    internal static Dictionary<string, string> Read(DbConnection connection)
    {
        using var command = LogReading.CommandOf(connection, "SELECT type || ' ' || name, COALESCE(sql, '') FROM sqlite_master WHERE type <> 'table' OR name NOT IN ('sqlite_stat1', 'sqlite_stat4')");
        using var row = command.ExecuteReader();
        var all = new Dictionary<string, string>();
        while (row.Read()) all[row.GetString(0)] = row.GetString(1);
        return all;
    }
}
