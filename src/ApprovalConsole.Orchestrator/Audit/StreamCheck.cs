using System.Data.Common;
using System.Globalization;
using ApprovalConsole.Domain.Audit;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Checks one stream against the audit log: each event is there and is the one that was entered, there is none besides, and none is missing that this process remembers. Reads
/// as many rows as the stream has, and for events that it does not remember the few that prove them to be in the log.</summary>
/// <param name="log">The log as it is known not from the database.</param>
/// <param name="since">What was adopted is not compared any more.</param>
internal sealed class StreamCheck(DbConnection connection, LogState log, Remembered? remembered, Adopted since)
{
    private readonly Func<int, long, byte[]> _nodes = Kept(LogReading.NodesOf(connection));
    private readonly byte[] _root = log.Root;

    private const int MostKept = 50_000;
    private const string Unchained = "it is not what was chained";

    /// <summary>The stream goes further than what is known here: it has been written to since, or by somebody else.</summary>
    public bool IsAhead { get; private set; }

    /// <returns>Null where all of it holds.</returns>
    public BadEntry? FirstBad(string stream)
    {
        try
        {
            var older = new List<(long Seq, byte[] Leaf)>();
            var (entries, seen) = (0L, remembered is null ? null : remembered with { Last = remembered.First - 1, Digest = [] });
            using (var command = LogReading.CommandOf(connection, $"""{EntryRows.Select} WHERE a."Stream" = @p0 AND a."Seq" > @p1 ORDER BY a."Seq" """, stream, since.Seq))
            using (var row = command.ExecuteReader())
            {
                for (; row.Read(); entries++)
                {
                    var (entry, isTorn) = EntryRows.EntryOf(row);
                    if (isTorn) return new(entry.Seq, EntryRows.Torn);
                    var leaf = entry.Leaf();
                    if (entry.Journaled!.Version > (remembered?.Last ?? int.MaxValue) || (remembered is null && entry.Seq > log.Size)) return Ahead(entry.Seq);
                    if (entry.Journaled.Version > seen?.Last) seen = seen.With(leaf);
                    else if (!EntryRows.NodesOf(row).StartsWith(leaf)) return new(entry.Seq, Unchained);
                    else older.Add((entry.Seq, leaf));
                }
            }

            foreach (var (seq, leaf) in older) if (!IsInTheLog(leaf, seq)) return new(seq, Unchained); // a connection reads one thing at a time

            if (seen is not null && (seen.Last != remembered!.Last || !seen.Digest.AsSpan().SequenceEqual(remembered.Digest))) return new(null, $"what was written to {stream} lately is gone, or another");
            using var count = LogReading.CommandOf(connection, """SELECT COUNT(*) FROM "journal" WHERE "Stream" = @p0 AND "Position" > @p1""", stream, since.Position);
            return (long)count.ExecuteScalar()! == entries ? null : new(null, $"the journal holds events of {stream} that are not in the log");
        }
        catch (Exception e) when (EntryRows.IsUnreadable(e) || e is InvalidDataException)
        {
            return new(null, $"the log of {stream} cannot be read ({e.Message})");
        }
    }

    /// <summary>Whether an entry and its event are those that were entered; to be asked when the rows are read. What was adopted is, whatever it is.</summary>
    /// <param name="row">Of <see cref="EntryRows.Select"/>.</param>
    public Func<bool> Knows(DbDataReader row)
    {
        if (row.GetInt64(0) <= since.Seq) return () => true;
        var (entry, isTorn) = EntryRows.EntryOf(row);
        var (seq, leaf) = (entry.Seq, entry.Leaf());
        return () => !isTorn && IsInTheLog(leaf, seq);
    }

    /// <summary>Whether the journal has as many events of these names as the log has entries.</summary>
    /// <param name="condition">On <c>{0}</c>, the name, and <c>"At"</c>, with the one value.</param>
    public bool AreAsMany(string condition, object value)
    {
        using var command = LogReading.CommandOf(connection, $"""
            SELECT (SELECT COUNT(*) FROM "journal" WHERE {string.Format(CultureInfo.InvariantCulture, condition, "\"Name\"")} AND "Position" > @p1)
                - (SELECT COUNT(*) FROM "audit" WHERE {string.Format(CultureInfo.InvariantCulture, condition, "\"Kind\"")} AND "Seq" > @p2)
            """, value, since.Position, since.Seq);
        return (long)command.ExecuteScalar()! == 0;
    }

    /// <summary>Whether the database still has every personal text that the stream's events came with.</summary>
    public bool HasAllTexts(string stream)
    {
        using var came = LogReading.CommandOf(connection, """SELECT COALESCE(SUM("Texts"), 0) FROM "audit" WHERE "Stream" = @p0 AND "Seq" > @p1""", stream, since.Seq);
        using var are = LogReading.CommandOf(connection, """
            SELECT COUNT(*) FROM "payloads" p JOIN "journal" j ON j."Stream" = p."Stream" AND j."Version" = p."Version" WHERE p."Stream" = @p0 AND j."Position" > @p1
            """, stream, since.Position);
        return (long)came.ExecuteScalar()! == (long)are.ExecuteScalar()!;
    }

    private BadEntry Ahead(long seq)
    {
        IsAhead = true;
        return new(seq, "it was not written here");
    }

    private bool IsInTheLog(byte[] leaf, long seq) => seq <= log.Size && MerkleTree.IsIncluded(leaf, seq - 1, log.Size, MerkleTree.InclusionOf(seq - 1, log.Size, _nodes), _root);

    private static Func<int, long, byte[]> Kept(Func<int, long, byte[]> nodes)
    {
        var kept = new Dictionary<(int, long), byte[]>();
        return (level, index) =>
        {
            if (kept.TryGetValue((level, index), out var node)) return node;
            if (kept.Count >= MostKept) kept.Clear(); // entries are looked at in their order: what is needed again is soon there again
            return kept[(level, index)] = nodes(level, index);
        };
    }
}
