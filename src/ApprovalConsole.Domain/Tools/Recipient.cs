using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tools;

/// <summary>To whom, or on what, a call does something, as far as its policy tells: the first decisive argument that is a text and not the amount of the sentence. Of a refund
/// it is the order, of a transfer the account, of an e-mail the address.</summary>
/// <remarks>The effect key is not asked: it says what is the same deed, and an amount may belong to that. Numbers are not taken, for nobody says which of them is an id; where the
/// policy names no decisive text, a call has no recipient.</remarks>
public static class Recipient
{
    /// <summary>The pointer of the argument; null where a call has no recipient.</summary>
    public static string? PathOf(CallTerms terms, JsonElement arguments) => terms.Decisive.IsDefaultOrEmpty ? null : terms.Decisive.FirstOrDefault(path =>
        ValueAt(path, arguments) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } && (terms.TitleTemplate is not { } title || Template.AmountPathOf(title) != path));

    /// <summary>Equal for two calls of one tool with the same recipient, written as in <see cref="EffectHash"/>; null where a call has none.</summary>
    public static string? HashOf(CallTerms terms, JsonElement arguments) => PathOf(terms, arguments) is { } path && ValueAt(path, arguments) is { } value
        ? CanonicalJson.Hash(JsonSerializer.SerializeToElement(new { tool = terms.Tool, recipient = EffectHash.Target(value) })) : null;

    private static JsonElement? ValueAt(string path, JsonElement arguments) => JsonPointer.TryParse(path, out var pointer) && pointer.TryRead(arguments, out var value) ? value : null;
}
