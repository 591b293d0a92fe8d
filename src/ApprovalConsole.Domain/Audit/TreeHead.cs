using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Audit;

/// <summary>The console's signed word on the whole log as it was at a time: whoever keeps one can tell later if the log was rewritten or cut.</summary>
/// <param name="Instance">Which console's log.</param>
/// <param name="Size">Entries.</param>
/// <param name="Root">Root of the Merkle tree over them (RFC 9162), lower-case hexadecimal.</param>
/// <param name="Key">The public key.</param>
public sealed record TreeHead(string Instance, long Size, string Root, DateTimeOffset At, string Key, string Signature)
{
    /// <summary>What is signed: RFC 8785 of the other members.</summary>
    public byte[] Signed() => CanonicalJson.BytesOf(JsonSerializer.SerializeToElement(new { instance = Instance, size = Size, root = Root, at = At, key = Key }));

    public bool IsSigned() => AuditSignature.Holds(Key, Signed(), Signature);

    /// <summary>The head on one line; <see cref="Read"/> reads it back.</summary>
    public string ToJson() => CanonicalJson.Of(JsonSerializer.SerializeToElement(this, JsonSerializerOptions.Web));

    /// <summary>Null where the text is no head.</summary>
    public static TreeHead? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<TreeHead>(json, JsonSerializerOptions.Web) is { Instance: not null, Root: not null, Key: not null, Signature: not null } head ? head : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
