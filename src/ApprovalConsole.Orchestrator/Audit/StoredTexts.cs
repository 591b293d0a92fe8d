using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>The personal texts beside the events: each must be the one whose hash the event holds, and only an erasure that is in the log excuses one that is gone.</summary>
internal sealed class StoredTexts : IDisposable
{
    private readonly Dictionary<string, long> _erased = [];
    private readonly DbCommand _texts;

    public StoredTexts(DbConnection connection)
    {
        using (var erasures = LogReading.CommandOf(connection, """SELECT "Subject", MAX("Seq") FROM "audit" WHERE "Kind" = @p0 GROUP BY "Subject" """, AuditKinds.Erased))
        {
            using var row = erasures.ExecuteReader();
            while (row.Read()) if (!row.IsDBNull(0)) _erased[row.GetString(0)] = row.GetInt64(1);
        }

        Count = AuditVerification.Count(connection, "payloads");
        _texts = LogReading.CommandOf(connection, """SELECT "Slot", "Salt", "Text" FROM "payloads" WHERE "Stream" = @p0 AND "Version" = @p1 ORDER BY "Slot" """, "", 0);
    }

    /// <summary>All that are stored.</summary>
    public long Count { get; }

    /// <param name="seen">Grows by the texts that belong to the entry.</param>
    public bool AreThoseOf(AuditEntry entry, ref long seen)
    {
        var @event = entry.Journaled!;
        if (@event.Texts == 0) return true;
        (_texts.Parameters[0].Value, _texts.Parameters[1].Value) = (@event.Stream, @event.Version);
        using var row = _texts.ExecuteReader();
        var (found, after) = (0, 0);
        while (row.Read())
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData([.. row.GetFieldValue<byte[]>(1), .. Encoding.UTF8.GetBytes(StoredText.Read(row.GetString(2)))]));
            after = @event.Data.IndexOf($"\"{hash}\"", after, StringComparison.Ordinal) + 1; // the hashes stand in the order of their slots
            if (after == 0 || row.GetInt32(0) != found++) return false;
        }

        seen += found;
        return found == @event.Texts || (found == 0 && _erased.TryGetValue(@event.Stream, out var erasedAt) && erasedAt > entry.Seq);
    }

    public void Dispose() => _texts.Dispose();
}
