using System.Data.Common;
using ApprovalConsole.Domain.Audit;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Reckons the whole log anew from what the database holds: every link, every subtree, every event and every personal text, and compares it
/// with heads that were kept elsewhere.</summary>
internal static class AuditVerification
{
    private const int AtOnce = 1_000;

    /// <param name="known">Sizes and roots that the log once had.</param>
    public static AuditReport Of(DbConnection connection, IEnumerable<KnownRoot> known)
    {
        var heads = new Queue<KnownRoot>(known.OrderBy(h => h.Size));
        var (log, instance, events, texts, lastPosition) = (LogState.Empty, (string?)null, 0L, 0L, 0L);
        var stored = new StoredTexts(connection);
        for (var isMore = true; isMore; )
        {
            var (after, upTo) = (log.Size == 0 ? long.MinValue : log.Size, log.Size + AtOnce);
            try
            {
                stored.ReadThoseOf(after, upTo);
            }
            catch (Exception e) when (EntryRows.IsUnreadable(e))
            {
                return Bad(null, $"the personal texts of the entries up to {upTo} cannot be read ({e.Message})");
            }

            using var command = LogReading.CommandOf(connection, $"""{EntryRows.Select} WHERE a."Seq" > @p0 AND a."Seq" <= @p1 ORDER BY a."Seq" """, after, upTo);
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                try
                {
                    var (entry, isTorn) = EntryRows.EntryOf(row);
                    if (entry.Seq != log.Size + 1) return Bad(log.Size + 1, "it is not there, or not where it was");
                    if (isTorn) return Bad(entry.Seq, EntryRows.Torn);
                    if (log.Size == 0 && entry.Kind != AuditKinds.Begun) return Bad(1, "it is not the beginning of a log");
                    if (log.Size == 0) instance = LogReading.InstanceIn(entry.Note!);
                    (log, var nodes) = log.Add(entry.Leaf());
                    if (!EntryRows.ChainOf(row).SequenceEqual(log.Chain)) return Bad(entry.Seq, "it is not what was chained");
                    if (!EntryRows.NodesOf(row).SequenceEqual(nodes)) return Bad(entry.Seq, "its part of the tree is not what follows from the entries");
                    if (entry.Journaled is { } journaled)
                    {
                        if (journaled.Position <= lastPosition) return Bad(entry.Seq, "its event is not in its place");
                        (lastPosition, events) = (journaled.Position, events + 1);
                        if (!stored.AreThoseOf(entry, ref texts)) return Bad(entry.Seq, "a personal text is not the one that was written, or is gone and was not erased");
                    }
                }
                catch (Exception e) when (EntryRows.IsUnreadable(e))
                {
                    return Bad(log.Size + 1, $"it cannot be read ({e.Message})");
                }

                for (; heads.TryPeek(out var head) && head.Size <= log.Size; heads.Dequeue())
                {
                    if (head.Size == log.Size && head.Instance is { } other && other != instance) return Bad(log.Size, $"the head of {head.Source} is that of another console's log ({other})");
                    if (head.Size == log.Size && head.Root != Convert.ToHexStringLower(log.Root)) return Bad(log.Size, $"the log up to here is not the one of which {head.Source} was signed");
                }
            }

            isMore = log.Size == upTo;
        }

        if (LogReading.SizeOf(connection) > log.Size) return Bad(log.Size + 1, "it is not there, or not where it was");
        if (heads.TryPeek(out var beyond)) return Bad(log.Size + 1, $"it is gone: {beyond.Source} was signed when the log had {beyond.Size} entries");
        if (log.Size == 0) return Bad(1, "the log is empty");
        if (stored.Count != texts) return Bad(null, "there is a personal text that belongs to no event");
        if (Count(connection, "journal") != events) return Bad(null, $"the journal holds events that are not in the log, the first at position {FirstUnchained(connection)}");
        return new(true, log, instance, null);

        AuditReport Bad(long? seq, string what) => new(false, log, instance, new(seq, what));
    }

    internal static long Count(DbConnection connection, string table)
    {
        using var command = LogReading.CommandOf(connection, $"""SELECT COUNT(*) FROM "{table}" """);
        return (long)command.ExecuteScalar()!;
    }

    private static object? FirstUnchained(DbConnection connection)
    {
        using var command = LogReading.CommandOf(connection, """
            SELECT MIN("Position") FROM "journal" WHERE "Position" NOT IN (SELECT "Position" FROM "audit" WHERE "Position" IS NOT NULL)
            """);
        return command.ExecuteScalar();
    }
}

/// <summary>A size and root that the log once had.</summary>
/// <param name="Instance">Null where that is not known.</param>
/// <param name="Source">Where it is known from, in words.</param>
internal sealed record KnownRoot(long Size, string Root, string? Instance, string Source);

/// <summary>What came out.</summary>
/// <param name="Log">As far as it could be followed.</param>
internal sealed record AuditReport(bool Ok, LogState Log, string? Instance, BadEntry? FirstBad);

/// <summary>The first entry that is not as it was.</summary>
/// <param name="Seq">Null where it is something beside the log.</param>
public sealed record BadEntry(long? Seq, string What);
