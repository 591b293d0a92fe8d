using System.Data.Common;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Checks one stream against the entries that the log has of it: each event is there and is the one that was entered, and there is none besides. Reads as many rows as the
/// stream has, however long the log is.</summary>
internal static class StreamCheck
{
    /// <param name="since">What was adopted is not compared any more.</param>
    /// <returns>Null where all of it holds.</returns>
    public static BadEntry? FirstBad(DbConnection connection, string stream, Adopted since)
    {
        try
        {
            var entries = 0L;
            using (var command = LogReading.CommandOf(connection, $"""{EntryRows.Select} WHERE a."Stream" = @p0 AND a."Seq" > @p1 ORDER BY a."Seq" """, stream, since.Seq))
            using (var row = command.ExecuteReader())
            {
                for (; row.Read(); entries++)
                {
                    var (entry, isTorn) = EntryRows.EntryOf(row);
                    if (isTorn) return new(entry.Seq, EntryRows.Torn);
                    if (!EntryRows.NodesOf(row).StartsWith(entry.Leaf())) return new(entry.Seq, "it is not what was chained");
                }
            }

            using var count = LogReading.CommandOf(connection, """SELECT COUNT(*) FROM "journal" WHERE "Stream" = @p0 AND "Position" > @p1""", stream, since.Position);
            return (long)count.ExecuteScalar()! == entries ? null : new(null, $"the journal holds events of {stream} that are not in the log");
        }
        catch (Exception e) when (EntryRows.IsUnreadable(e))
        {
            return new(null, $"the log of {stream} cannot be read ({e.Message})");
        }
    }
}
