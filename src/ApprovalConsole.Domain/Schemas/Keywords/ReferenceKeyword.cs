using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class ReferenceKeyword(Subschema target) : Keyword
{
    internal static Keyword Read(KeywordText text) => new ReferenceKeyword(text.Resolve(text.Text));

    internal override bool Holds(Application at) => at.Also(target);
}
