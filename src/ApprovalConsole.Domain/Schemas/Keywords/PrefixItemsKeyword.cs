using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class PrefixItemsKeyword(ImmutableArray<Subschema> prefix) : Keyword
{
    internal static Keyword Read(KeywordText text) => new PrefixItemsKeyword(text.List);

    internal override bool Holds(Application at)
    {
        if (at.Value.ValueKind != JsonValueKind.Array)
            return true;
        var holds = true;
        foreach (var (index, item) in at.Value.EnumerateArray().Take(prefix.Length).Index())
            holds &= at.Item(index, item, prefix[index]);
        return holds;
    }
}
