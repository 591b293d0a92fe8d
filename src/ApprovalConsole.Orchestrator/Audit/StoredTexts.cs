using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>The personal texts beside the events: each must be the one whose hash the event holds, and only an erasure that is in the log excuses one that is gone.</summary>
internal sealed class StoredTexts
{
    private readonly DbConnection _connection;
    private readonly Dictionary<string, long> _erased = [];
    private ILookup<long, (int Slot, byte[] Salt, string Text)> _texts = Array.Empty<long>().ToLookup(s => s, _ => (0, Array.Empty<byte>(), ""));

    public StoredTexts(DbConnection connection)
    {
        _connection = connection;
        using (var erasures = LogReading.CommandOf(connection, """SELECT "Subject", MAX("Seq") FROM "audit" WHERE "Kind" = @p0 GROUP BY "Subject" """, AuditKinds.Erased))
        {
            using var row = erasures.ExecuteReader();
            while (row.Read()) if (!row.IsDBNull(0)) _erased[row.GetString(0)] = row.GetInt64(1);
        }

        Count = AuditVerification.Count(connection, "payloads");
    }

    /// <summary>All that are stored.</summary>
    public long Count { get; }

    /// <summary>Reads those of entries that are looked at next.</summary>
    public void ReadThoseOf(long after, long upTo)
    {
        using var command = LogReading.CommandOf(_connection, """
            SELECT a."Seq", p."Slot", p."Salt", p."Text" FROM "audit" a JOIN "journal" j ON j."Position" = a."Position" JOIN "payloads" p ON p."Stream" = j."Stream" AND p."Version" = j."Version"
            WHERE a."Seq" > @p0 AND a."Seq" <= @p1 ORDER BY a."Seq", p."Slot"
            """, after, upTo);
        using var row = command.ExecuteReader();
        var texts = new List<(long Seq, (int Slot, byte[] Salt, string Text) Text)>();
        while (row.Read()) texts.Add((row.GetInt64(0), (row.GetInt32(1), row.GetFieldValue<byte[]>(2), StoredText.Read(row.GetString(3)))));
        _texts = texts.ToLookup(t => t.Seq, t => t.Text);
    }

    /// <param name="seen">Grows by the texts that belong to the entry.</param>
    public bool AreThoseOf(AuditEntry entry, ref long seen)
    {
        var @event = entry.Journaled!;
        if (@event.Texts == 0) return true;
        var (found, after) = (0, 0);
        foreach (var (slot, salt, text) in _texts[entry.Seq])
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(text)]));
            after = @event.Data.IndexOf($"\"{hash}\"", after, StringComparison.Ordinal) + 1; // the hashes stand in the order of their slots
            if (after == 0 || slot != found++) return false;
        }

        seen += found;
        return found == @event.Texts || (found == 0 && _erased.TryGetValue(@event.Stream, out var erasedAt) && erasedAt > entry.Seq);
    }
}
