using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace ApprovalConsole.Domain.Audit;

/// <summary>An entry of the log with its event, its texts and the proof that it is in the log.</summary>
/// <param name="Event">The event's JSON, byte for byte; each personal text is a hash in it.</param>
/// <param name="Texts">The personal texts in their order; null: erased.</param>
/// <param name="Proof">Siblings in the Merkle tree, lowest first, in lower-case hexadecimal.</param>
public sealed record EvidenceEntry(
    long Seq, long At, string Kind, string? Actor, string? Tool, string? Subject, long Position, string Stream, int Version, string Event,
    ImmutableArray<EvidenceText?> Texts, ImmutableArray<string> Proof)
{
    public AuditEntry ToEntry() => new(Seq, At, Kind, Actor, Tool, Subject, new(Position, Stream, Version, Event, Texts.Length), null);

    /// <summary>Whether each text is the one whose hash the event holds.</summary>
    public bool TextsHold()
    {
        var after = 0;
        foreach (var text in Texts.OfType<EvidenceText>())
        {
            after = Event.IndexOf($"\"{text.Hash()}\"", after, StringComparison.Ordinal) + 1;
            if (after == 0) return false;
        }

        return true;
    }
}

/// <summary>A personal text with the salt of its hash.</summary>
public sealed record EvidenceText(string Salt, string Text)
{
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(Salt), .. Encoding.UTF8.GetBytes(Text)]));
}
