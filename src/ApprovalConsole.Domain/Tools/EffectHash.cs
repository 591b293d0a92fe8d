using System.Globalization;
using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tools;

/// <summary>Makes two calls comparable as deeds: the tool and the values at the policy's effect key, or all arguments.</summary>
/// <remarks>At a key, " O-1" is "O-1": a target is no other one for being spaced otherwise or written in characters that only look different. Case counts.</remarks>
public static class EffectHash
{
    public static string Of(Tool tool, JsonElement arguments)
    {
        var values = tool.Policy.EffectKey.IsDefaultOrEmpty
            ? [arguments]
            : tool.Policy.EffectKey.Select(path => JsonPointer.TryParse(path, out var pointer) && pointer.TryRead(arguments, out var value) ? Target(value) : (JsonElement?)null);
        return CanonicalJson.Hash(JsonSerializer.SerializeToElement(new { tool = tool.Id, values }));
    }

    internal static JsonElement Target(JsonElement value) =>
        value.ValueKind is JsonValueKind.String && JsonText.TryRead(value, out var text) && Bare(text) is var bare && bare != text ? JsonSerializer.SerializeToElement(bare) : value;

    private static string Bare(string text)
    {
        var seen = string.Concat(text.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format));
        return NormalText.TryReadCased(seen, out var normal) ? normal : text;
    }
}
