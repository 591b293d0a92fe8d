using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Audit;

/// <summary>The evidence of one decision: who decided what, having seen what, with the log's entries and the proof that they are in a signed log.</summary>
/// <param name="Arguments">Canonical JSON: the bytes that were decided on. Null: erased.</param>
/// <param name="View">RFC 8785 of what was on the screen; its hash is <paramref name="ViewHash"/>. Null: erased.</param>
public sealed record EvidencePack(
    string Format, string Instance, string ProposalId, string RunId, string Agent, string Tool, string Status, DateTimeOffset At,
    ImmutableArray<EvidenceDecision> Decisions, string? Arguments, string ArgumentsHash, string? View, string ViewHash, ImmutableArray<EvidenceFact> Facts,
    int PolicyVersion, string DefinitionHash, ImmutableArray<EvidenceEntry> Entries, TreeHead Head, string Key, string Signature)
{
    public const string FormatName = "approvalconsole.evidence.v1";

    private static readonly JsonSerializerOptions Written = new(JsonSerializerOptions.Web) { AllowDuplicateProperties = false };

    /// <summary>What is signed: RFC 8785 of the pack with an empty signature.</summary>
    public byte[] Signed() => (this with { Signature = "" }).ToFile();

    /// <summary>RFC 8785 of the pack: the file, byte for byte. Any other spelling of it is refused.</summary>
    public byte[] ToFile() => CanonicalJson.BytesOf(JsonSerializer.SerializeToElement(this, Written));

    /// <summary>Checks a file by itself.</summary>
    /// <param name="fingerprint">Of the key that the reader trusts, from elsewhere.</param>
    public static EvidenceCheck Check(byte[] file, string fingerprint)
    {
        try
        {
            var pack = JsonSerializer.Deserialize<EvidencePack>(file, Written);
            if (pack is null || pack.Format != FormatName) return EvidenceCheck.Bad("this is no evidence of a decision");
            if (!file.AsSpan().SequenceEqual(pack.ToFile())) return EvidenceCheck.Bad("the file is not byte for byte what was signed");
            return pack.WhyNot(fingerprint) is { } why ? EvidenceCheck.Bad(why) : new(true, pack.Summary());
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException or FormatException or InvalidOperationException or NullReferenceException)
        {
            return EvidenceCheck.Bad($"the file cannot be read: {e.Message}");
        }
    }

    private string? WhyNot(string fingerprint)
    {
        if (!string.Equals(AuditSignature.FingerprintOf(Key), fingerprint.Trim(), StringComparison.OrdinalIgnoreCase)) return "it was signed with another key than the one given";
        if (!AuditSignature.Holds(Key, Signed(), Signature)) return "the signature does not hold";
        if (Head.Key != Key || Head.Instance != Instance || !Head.IsSigned()) return "the log's head is not signed by the same console";
        if (Arguments is not null && HashOf(Arguments) != ArgumentsHash) return "the arguments are not those of argumentsHash";
        if (View is not null && HashOf(View) != ViewHash) return "the view is not that of viewHash";
        var root = Convert.FromHexString(Head.Root);
        foreach (var entry in Entries)
        {
            if (!MerkleTree.IsIncluded(entry.ToEntry().Leaf(), entry.Seq - 1, Head.Size, [.. entry.Proof.Select(Convert.FromHexString)], root)) return $"entry {entry.Seq} is not in the signed log";
            if (!entry.TextsHold()) return $"a text of entry {entry.Seq} is not the one that was written";
        }

        return Decisions.FirstOrDefault(d => !d.IsTold(Entries)) is { } untold ? $"no entry says that {untold.By} decided {untold.Decision}" : null;
    }

    private IReadOnlyList<string> Summary() =>
    [
        $"ok: {Entries.Length} entries are in the log of console {Instance}, which had {Head.Size} entries at {Head.At:u}",
        $"{Tool}, proposal {ProposalId} of run {RunId}: {Status}",
        .. Decisions.Select(d => $"{d.At:u} {d.By} ({d.Subject}, by {d.Channel}): {d.Decision}, having seen {d.ViewHash}"),
        Arguments is null ? "the arguments were erased" : $"arguments: {Arguments}",
        .. View is null ? ["what was shown was erased"] : (string[])[$"shown: {View}"],
    ];

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>One person's answer, as the entry with that number tells it.</summary>
public sealed record EvidenceDecision(long Seq, string Decision, string By, string Subject, string Channel, string? KeyOwner, string DecisionId, string ViewHash, DateTimeOffset At)
{
    /// <summary>Whether the entry says the same.</summary>
    public bool IsTold(ImmutableArray<EvidenceEntry> entries)
    {
        if (entries.FirstOrDefault(e => e.Seq == Seq) is not { Event: { } json } entry) return false;
        var told = JsonElement.Parse(json);
        var by = told.GetProperty("by");
        return entry.Kind == $"proposal.{Decision}.v1" && told.GetProperty("decisionId").GetString() == DecisionId && told.GetProperty("viewHash").GetString() == ViewHash
            && by.GetProperty("subject").GetString() == Subject && by.GetProperty("name").GetString() == By && by.GetProperty("channel").GetString() == Channel
            && (by.TryGetProperty("keyOwner", out var owner) ? owner.GetString() : null) == KeyOwner && told.GetProperty("at").GetDateTimeOffset() == At;
    }
}

/// <summary>A value that was looked up and shown.</summary>
public sealed record EvidenceFact(string? Name, string Tool, string Path, string? Value, DateTimeOffset At);

/// <summary>What came out.</summary>
public sealed record EvidenceCheck(bool Ok, IReadOnlyList<string> Lines)
{
    internal static EvidenceCheck Bad(string why) => new(false, [$"BAD: {why}."]);
}
