using System.Collections.Immutable;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class AnyOfKeyword(ImmutableArray<Subschema> alternatives) : Keyword
{
    internal static Keyword Read(KeywordText text) => new AnyOfKeyword(text.List);

    internal override bool Holds(Application at)
    {
        // All of them, even after one holds: each that holds adds to what is seen.
        var attempts = alternatives.Select(at.Try).ToList();
        var held = attempts.Where(attempt => attempt.Holds).ToList();
        held.ForEach(attempt => at.Seen.Merge(attempt.Seen));
        return held.Count > 0 || Alternatives.NoneHolds(at, "anyOf", attempts);
    }
}
