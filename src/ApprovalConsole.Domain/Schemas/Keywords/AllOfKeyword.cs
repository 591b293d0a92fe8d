using System.Collections.Immutable;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class AllOfKeyword(ImmutableArray<Subschema> parts) : Keyword
{
    internal static Keyword Read(KeywordText text) => new AllOfKeyword(text.List);

    internal override bool Holds(Application at) => parts.Aggregate(true, (holds, part) => at.Also(part) && holds);
}
