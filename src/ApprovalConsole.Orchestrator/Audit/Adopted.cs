using System.Data.Common;
using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Up to where the log and the journal were taken as they were found, because somebody said so at a start.</summary>
/// <param name="Seq">The last entry.</param>
/// <param name="Position">The last event.</param>
/// <param name="At">Approvals that were given by then let nothing go any more. UTC microseconds.</param>
internal sealed record Adopted(long Seq, long Position, long At)
{
    public static readonly Adopted Nothing = new(0, 0, 0);

    /// <summary>All that there is now.</summary>
    public static Adopted Now(DbConnection connection, DateTimeOffset at)
    {
        using var command = LogReading.CommandOf(connection, """SELECT COALESCE((SELECT MAX("Seq") FROM "audit"), 0), COALESCE((SELECT MAX("Position") FROM "journal"), 0)""");
        using var row = command.ExecuteReader();
        row.Read();
        return new(row.GetInt64(0), row.GetInt64(1), Micros.Of(at));
    }

    /// <summary>What was adopted last; an entry without the console's mark adopts nothing.</summary>
    public static Adopted Last(DbConnection connection, string instance, DecisionSeal seal)
    {
        using var command = LogReading.CommandOf(connection, $"""SELECT "Note", "At" FROM "audit" WHERE {Breach.IsItsEntry} AND "Kind" = @p0 ORDER BY "Seq" DESC""", AuditKinds.Adopted);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            if (row.IsDBNull(0) || JsonNode.Parse(row.GetString(0)) is not JsonObject note) continue;
            if (note["seq"] is not JsonValue seq || note["position"] is not JsonValue position || !seq.TryGetValue(out long at) || !position.TryGetValue(out long upTo)) continue;
            var adopted = new Adopted(at, upTo, row.GetInt64(1));
            if (seal.Holds(instance, adopted, (string?)note["mac"])) return adopted;
        }

        return Nothing;
    }
}
