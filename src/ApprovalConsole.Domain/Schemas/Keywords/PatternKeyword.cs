using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;
using ApprovalConsole.Domain.Schemas.Patterns;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class PatternKeyword(EcmaPattern pattern) : Keyword
{
    internal static Keyword Read(KeywordText text) => new PatternKeyword(text.Pattern(text.Text));

    internal override bool Holds(Application at) =>
        at.Value.ValueKind != JsonValueKind.String
        || at.Matches(pattern, at.Value.GetString()!)
        || at.Fail("pattern", "The text must match the schema's pattern.", pattern.Source);
}
