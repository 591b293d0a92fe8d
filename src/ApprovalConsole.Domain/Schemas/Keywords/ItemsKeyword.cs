using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

/// <summary><c>items</c>: for every item after those that prefixItems speaks of.</summary>
internal sealed class ItemsKeyword(Subschema rest, int after, string code) : Keyword
{
    internal static Keyword Read(KeywordText text) =>
        new ItemsKeyword(text.Schema, text.TryBeside("prefixItems", out var prefix) ? prefix.Value.GetArrayLength() : 0, "items");

    /// <summary>Draft-07 wrote prefixItems as an array under <c>items</c>.</summary>
    internal static Keyword? ReadDraft07(KeywordText text) => text.Value.ValueKind switch
    {
        JsonValueKind.Array when text.Value.GetArrayLength() == 0 => null,
        JsonValueKind.Array => PrefixItemsKeyword.Read(text),
        _ => new ItemsKeyword(text.Schema, 0, "items"),
    };

    /// <summary>Draft-07's <c>additionalItems</c> says something only beside an array.</summary>
    internal static Keyword? ReadAdditional(KeywordText text) =>
        text.TryBeside("items", out var items) && items.Value.ValueKind == JsonValueKind.Array
            ? new ItemsKeyword(text.Schema, items.Value.GetArrayLength(), "additionalItems")
            : null;

    internal override bool Holds(Application at)
    {
        if (at.Value.ValueKind != JsonValueKind.Array || at.Value.GetArrayLength() <= after)
            return true;
        if (rest.Literal == false)
            return at.Fail(code, "The array holds more items than the schema allows.", Size.AtMost(after));
        var holds = true;
        foreach (var (index, item) in at.Value.EnumerateArray().Index().Skip(after))
            holds &= at.Item(index, item, rest);
        return holds;
    }
}
