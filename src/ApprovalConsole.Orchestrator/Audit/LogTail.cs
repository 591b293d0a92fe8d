using System.Data.Common;
using ApprovalConsole.Domain.Audit;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Checks the newest part of the log, however long it is before: each entry is reckoned anew, with its event, on what the log was before them. Whoever signed a head of
/// it in between would have found out if that was another.</summary>
internal static class LogTail
{
    /// <param name="after">Entries that are not looked at.</param>
    /// <param name="since">Events that were adopted need no entry.</param>
    /// <param name="head">What the log must have been on the way; null where nobody knows.</param>
    public static TailReport Check(DbConnection connection, long after, Adopted since, TreeHead? head)
    {
        var read = 0L;
        try
        {
            var log = LogReading.StateOf(connection, after);
            var before = Math.Max(PositionAt(connection, after), since.Position);
            var (events, lastPosition) = (0L, before);
            using (var command = LogReading.CommandOf(connection, $"""{EntryRows.Select} WHERE a."Seq" > @p0 ORDER BY a."Seq" """, after))
            using (var row = command.ExecuteReader())
            {
                while (row.Read())
                {
                    read++;
                    var (entry, isTorn) = EntryRows.EntryOf(row);
                    if (entry.Seq != log.Size + 1) return Bad(log.Size + 1, "it is not there, or not where it was");
                    if (isTorn) return Bad(entry.Seq, EntryRows.Torn);
                    (log, var nodes) = log.Add(entry.Leaf());
                    if (!EntryRows.ChainOf(row).SequenceEqual(log.Chain) || !EntryRows.NodesOf(row).SequenceEqual(nodes)) return Bad(entry.Seq, "it is not what was chained");
                    if (head is not null && log.Size == head.Size && Convert.ToHexStringLower(log.Root) != head.Root) return Bad(entry.Seq, "the log up to here is not the one that was signed");
                    if (entry.Journaled is not { Position: var position }) continue;
                    if (position <= lastPosition) return Bad(entry.Seq, "its event is not in its place");
                    (events, lastPosition) = (events + 1, position);
                }
            }

            return RowsAfter(connection, before) == events ? new(null, read) : Bad(null, "the journal holds events that are not in the log");
        }
        catch (Exception e) when (EntryRows.IsUnreadable(e) || e is InvalidDataException)
        {
            return Bad(null, $"it cannot be read ({e.Message})");
        }

        TailReport Bad(long? seq, string what) => new(new(seq, what), read);
    }

    private static long PositionAt(DbConnection connection, long seq)
    {
        using var command = LogReading.CommandOf(connection, """SELECT "Position" FROM "audit" WHERE "Seq" <= @p0 AND "Position" IS NOT NULL ORDER BY "Seq" DESC LIMIT 1""", seq);
        return command.ExecuteScalar() as long? ?? 0;
    }

    private static long RowsAfter(DbConnection connection, long position)
    {
        using var command = LogReading.CommandOf(connection, """SELECT COUNT(*) FROM "journal" WHERE "Position" > @p0""", position);
        return (long)command.ExecuteScalar()!;
    }
}

/// <param name="FirstBad">Null: all of it holds.</param>
/// <param name="Read">Entries that were looked at.</param>
internal sealed record TailReport(BadEntry? FirstBad, long Read);
