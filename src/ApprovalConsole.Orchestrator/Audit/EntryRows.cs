using System.Data.Common;
using ApprovalConsole.Domain.Audit;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Entries with the journal rows that they commit to, as the tables hold them now.</summary>
internal static class EntryRows
{
    /// <summary>Goes on with <c>WHERE</c> and <c>ORDER BY</c>.</summary>
    public const string Select = """
        SELECT a."Seq", a."At", a."Kind", a."Actor", a."Tool", a."Subject", a."Position", a."Texts", a."Note", a."Chain", a."Nodes",
            j."Stream", j."Version", j."Name", j."At", j."Data", a."Stream"
        FROM "audit" a LEFT JOIN "journal" j ON j."Position" = a."Position"
        """;

    public const string Torn = "its event is gone, or another";

    /// <summary>The entry as the rows say, and whether its event is missing or says otherwise than the entry.</summary>
    public static (AuditEntry Entry, bool IsTorn) EntryOf(DbDataReader row)
    {
        var (at, kind, position) = (row.GetInt64(1), row.GetString(2), row.IsDBNull(6) ? (long?)null : row.GetInt64(6));
        var isTorn = position is not null && (row.IsDBNull(15) || row.GetString(13) != kind || row.GetInt64(14) != at || row.GetString(11) != TextOf(row, 16));
        var journaled = position is { } p && !isTorn ? new JournaledEvent(p, row.GetString(11), row.GetInt32(12), row.GetString(15), row.GetInt32(7)) : null;
        return (new(row.GetInt64(0), at, kind, TextOf(row, 3), TextOf(row, 4), TextOf(row, 5), journaled, TextOf(row, 8)), isTorn || (position is null && (row.GetInt32(7) != -1 || !row.IsDBNull(16))));
    }

    public static ReadOnlySpan<byte> ChainOf(DbDataReader row) => row.GetFieldValue<byte[]>(9);

    public static ReadOnlySpan<byte> NodesOf(DbDataReader row) => row.GetFieldValue<byte[]>(10);

    /// <summary>Rows that somebody has put out of shape, and not us. A database that cannot be reached says nothing of its rows.</summary>
    public static bool IsUnreadable(Exception e) => e.InnerException is not DbException && e is InvalidCastException or FormatException or System.Text.Json.JsonException or OverflowException or InvalidOperationException or ArgumentNullException;

    private static string? TextOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
