using System.Collections.Immutable;
using System.Globalization;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class OneOfKeyword(ImmutableArray<Subschema> alternatives) : Keyword
{
    internal static Keyword Read(KeywordText text) => new OneOfKeyword(text.List);

    internal override bool Holds(Application at)
    {
        var attempts = alternatives.Select(at.Try).ToList();
        var held = attempts.Where(attempt => attempt.Holds).ToList();
        held.ForEach(attempt => at.Seen.Merge(attempt.Seen));      // two that hold fail together, but what they name is known
        return held.Count switch
        {
            1 => true,
            0 => Alternatives.NoneHolds(at, "oneOf", attempts),
            _ => at.Fail("oneOf", string.Create(CultureInfo.InvariantCulture, $"The value fits {held.Count} of {alternatives.Length} alternatives, so it is not clear which is meant."), "exactly one alternative"),
        };
    }
}
