using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class UnevaluatedItemsKeyword(Subschema others) : Keyword
{
    internal override bool LooksBack => true;

    internal static Keyword Read(KeywordText text) => new UnevaluatedItemsKeyword(text.Schema);

    internal override bool Holds(Application at)
    {
        if (at.Value.ValueKind != JsonValueKind.Array || !at.Spend(at.Value.GetArrayLength()))
            return true;
        var holds = true;
        foreach (var (index, item) in at.Value.EnumerateArray().Index().Where(part => !at.Seen.Has(part.Index)))
        {
            holds &= others.Literal == false
                ? at.Fail(at.Trail.To(index), "unevaluatedItems", "The schema allows no further items here.")
                : at.Item(index, item, others);
        }
        return holds;
    }
}
