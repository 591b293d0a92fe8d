using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

/// <summary><c>contains</c> with its bounds minContains (default 1) and maxContains, which say nothing without it.</summary>
internal sealed class ContainsKeyword(Subschema schema, int least, int most) : Keyword
{
    internal static Keyword Read(KeywordText text) => new ContainsKeyword(
        text.Schema,
        text.TryBeside("minContains", out var least) ? least.Count : 1,
        text.TryBeside("maxContains", out var most) ? most.Count : int.MaxValue);

    /// <summary>Checks the spelling of a bound, which would else go unread where it stands alone.</summary>
    internal static Keyword? ReadBound(KeywordText text)
    {
        _ = text.Count;
        return null;
    }

    internal override bool Holds(Application at)
    {
        if (at.Value.ValueKind != JsonValueKind.Array)
            return true;
        // All items, even past the bound: each that fits counts as evaluated.
        var found = 0;
        foreach (var (index, item) in at.Value.EnumerateArray().Index())
        {
            if (at.AskItem(index, item, schema))
                found++;
        }
        if (found < least)
            return at.Fail(least == 1 ? "contains" : "minContains", "Too few items are of the kind that the array must contain.", Size.AtLeast(least));
        return found <= most || at.Fail("maxContains", "Too many items are of the kind that the array may contain.", Size.AtMost(most));
    }
}
