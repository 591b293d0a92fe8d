using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ApprovalConsole.Domain.Audit;

/// <summary>One entry of the audit log.</summary>
/// <param name="Seq">Counts the log's entries from 1, without gaps.</param>
/// <param name="At">UTC microseconds since 1970.</param>
/// <param name="Kind">The event's wire name, or the kind of a fact that no stream holds.</param>
/// <param name="Actor">Who did it; null: the console itself.</param>
/// <param name="Tool">The tool it was about, if any.</param>
/// <param name="Subject">What it was done to: a proposal, a call, a run, an address.</param>
/// <param name="Journaled">The event behind it; null where there is none.</param>
/// <param name="Note">JSON of what no stream holds; null for events.</param>
public sealed record AuditEntry(long Seq, long At, string Kind, string? Actor, string? Tool, string? Subject, JournaledEvent? Journaled, string? Note)
{
    private const string Mark = "approvalconsole.audit.v1";

    /// <summary>The leaf hash (RFC 9162) over every field in order: numbers as 8 bytes, texts in UTF-8 after their length in 4, big-endian; -1 for none.</summary>
    public byte[] Leaf()
    {
        var bytes = new ArrayBufferWriter<byte>(512 + (Journaled?.Data.Length ?? 0)); // nearly always enough
        Write(bytes, Mark);
        Write(bytes, Seq);
        Write(bytes, At);
        foreach (var text in new[] { Kind, Actor, Tool, Subject }) Write(bytes, text);
        Write(bytes, Journaled?.Position ?? -1);
        Write(bytes, Journaled?.Stream);
        Write(bytes, Journaled?.Version ?? -1);
        Write(bytes, Journaled?.Data);
        Write(bytes, Journaled?.Texts ?? -1);
        Write(bytes, Note);
        return MerkleTree.LeafOf(bytes.WrittenSpan);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(sizeof(long)), number);
        bytes.Advance(sizeof(long));
    }

    private static void Write(ArrayBufferWriter<byte> bytes, string? text)
    {
        var length = text is null ? -1 : Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteInt32BigEndian(bytes.GetSpan(sizeof(int)), length);
        bytes.Advance(sizeof(int));
        if (length > 0) bytes.Advance(Encoding.UTF8.GetBytes(text, bytes.GetSpan(length)));
    }
}

/// <summary>The event behind an entry.</summary>
/// <param name="Position">Its place in the whole journal.</param>
/// <param name="Data">Its JSON, in which each personal text is a hash.</param>
/// <param name="Texts">How many personal texts it has.</param>
public sealed record JournaledEvent(long Position, string Stream, int Version, string Data, int Texts);
