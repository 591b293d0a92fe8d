using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class UniqueItemsKeyword : Keyword
{
    internal static Keyword? Read(KeywordText text) => text.Flag ? new UniqueItemsKeyword() : null;

    internal override bool Holds(Application at)
    {
        if (at.Value.ValueKind != JsonValueKind.Array || !at.Spend(at.Value.GetArrayLength()))
            return true;
        var met = new HashSet<JsonElement>(JsonEquality.Instance);
        foreach (var (index, item) in at.Value.EnumerateArray().Index())
        {
            if (!met.Add(item))
                return at.Fail(at.Trail.To(index), "uniqueItems", "The item repeats an earlier one; all items must differ.");
        }
        return true;
    }
}
