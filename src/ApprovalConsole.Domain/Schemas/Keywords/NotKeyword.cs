using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class NotKeyword(Subschema refused) : Keyword
{
    internal static Keyword Read(KeywordText text) => new NotKeyword(text.Schema);

    internal override bool Holds(Application at) =>
        !at.Ask(refused).Holds || at.Fail("not", "The value is of a kind that the schema rules out.");
}
