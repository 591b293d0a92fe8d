using System.Data.Common;
using System.Text.Json;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Budgets;

/// <summary>What was counted up to an entry of the log, kept in the log: a start counts on from the last.</summary>
/// <param name="Root">Of the log when it had that many entries.</param>
/// <param name="Mac">Under a key that is not in the database.</param>
internal sealed record SpendCheckpoint(long Seq, string Root, IReadOnlyList<SpentInMonth> Spent, IReadOnlyList<OpenModelCall> Open, string Mac)
{
    public static SpendCheckpoint Of(SpendCount count, string instance, DecisionSeal seal)
    {
        var checkpoint = new SpendCheckpoint(count.Seq, count.Root, [.. count.Spent], [.. count.Open], "");
        return checkpoint with { Mac = seal.Of(instance, checkpoint) };
    }

    /// <summary>The last that carries the console's mark and is of this very log; an empty count where there is none.</summary>
    public static SpendCount Last(DbConnection connection, LogState known, string instance, DecisionSeal seal)
    {
        for (var before = long.MaxValue; NoteBefore(connection, before) is var (seq, note); before = seq)
            if (note is not null && Read(note) is { } last && last.Seq <= known.Size && seal.Holds(instance, last) && RootAt(connection, last.Seq) == last.Root)
                return new(last.Seq, last.Root, last.Spent, last.Open);
        return new(0, "", [], []);
    }

    private static (long Seq, string? Note)? NoteBefore(DbConnection connection, long seq)
    {
        using var command = LogReading.CommandOf(connection, """
            SELECT "Seq", "Note" FROM "audit" WHERE ("Actor" IS NOT NULL OR "Position" IS NULL) AND "Position" IS NULL AND "Kind" = @p0 AND "Seq" < @p1 ORDER BY "Seq" DESC LIMIT 1
            """, AuditKinds.SpendCounted, seq);
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), row.IsDBNull(1) ? null : row.GetString(1)) : null;
    }

    /// <summary>What the mark is on, besides the console.</summary>
    public string ToText() => JsonSerializer.Serialize(this with { Mac = "" }, JsonSerializerOptions.Web);

    private static string? RootAt(DbConnection connection, long seq)
    {
        try
        {
            return Convert.ToHexStringLower(LogReading.StateOf(connection, seq).Root);
        }
        catch (InvalidDataException)
        {
            return null; // it goes by an earlier one, and what is missing is found on the way
        }
    }

    private static SpendCheckpoint? Read(string note)
    {
        try
        {
            return JsonSerializer.Deserialize<SpendCheckpoint>(note, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
