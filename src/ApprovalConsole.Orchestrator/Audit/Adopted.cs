using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Up to where the log and the journal were taken as they were found, because somebody said so at a start.</summary>
/// <param name="Seq">The last entry.</param>
/// <param name="Position">The last event.</param>
/// <param name="At">Approvals that were given by then let nothing go any more. UTC microseconds.</param>
/// <param name="Digest">Over all that was adopted, row by row: it is believed as it was then, and is to stay so. Null for what was adopted before there was one.</param>
internal sealed record Adopted(long Seq, long Position, long At, string? Digest = null)
{
    public static readonly Adopted Nothing = new(0, 0, 0);

    /// <summary>All that there is now.</summary>
    public static Adopted Now(DbConnection connection, DateTimeOffset at)
    {
        using var command = LogReading.CommandOf(connection, """SELECT COALESCE((SELECT MAX("Seq") FROM "audit"), 0), COALESCE((SELECT MAX("Position") FROM "journal"), 0)""");
        using var row = command.ExecuteReader();
        row.Read();
        var adopted = new Adopted(row.GetInt64(0), row.GetInt64(1), Micros.Of(at));
        row.Close();
        return adopted with { Digest = DigestOf(connection, adopted) };
    }

    /// <returns>Null where all is as it was adopted.</returns>
    public BadEntry? FirstBad(DbConnection connection) => Digest is null || Digest == DigestOf(connection, this) ? null : new(null, "what was adopted is not as it was then");

    // What rests on texts is held by the events, which have their hashes: so texts can be erased.
    private static string DigestOf(DbConnection connection, Adopted adopted)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(digest, connection, """SELECT "Position", "Stream", "Version", "Name", "At", "Data" FROM "journal" WHERE "Position" <= @p0 ORDER BY "Position" """, adopted.Position);
        Append(digest, connection, """SELECT "Seq", "At", "Kind", "Actor", "Tool", "Subject", "Position", "Stream", "Texts", "Note", "Chain", "Nodes" FROM "audit" WHERE "Seq" <= @p0 ORDER BY "Seq" """, adopted.Seq);
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static void Append(IncrementalHash digest, DbConnection connection, string sql, long upTo)
    {
        using var command = LogReading.CommandOf(connection, sql, upTo);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            for (var column = 0; column < row.FieldCount; column++)
            {
                byte[] value = row.GetValue(column) switch { byte[] bytes => bytes, DBNull => [], var other => Encoding.UTF8.GetBytes(Convert.ToString(other, CultureInfo.InvariantCulture)!) };
                digest.AppendData([row.IsDBNull(column) ? (byte)0 : (byte)1, .. BitConverter.GetBytes(value.Length), .. value]);
            }
        }
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
            var adopted = new Adopted(at, upTo, row.GetInt64(1), (string?)note["digest"]);
            if (seal.Holds(instance, adopted, (string?)note["mac"])) return adopted;
        }

        return Nothing;
    }
}
