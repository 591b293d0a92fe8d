using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;
using ApprovalConsole.Domain.Schemas.Patterns;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class PatternPropertiesKeyword(ImmutableArray<(EcmaPattern Pattern, Subschema Schema)> patterns) : Keyword
{
    internal static Keyword Read(KeywordText text) =>
        new PatternPropertiesKeyword([.. text.Map.Select(entry => (text.Pattern(entry.Name), entry.Schema))]);

    internal override bool Holds(Application at)
    {
        if (at.Value.ValueKind != JsonValueKind.Object)
            return true;
        var holds = true;
        foreach (var member in at.Value.EnumerateObject())
        {
            foreach (var (pattern, schema) in patterns)
                holds &= !at.Matches(pattern, member.Name) || at.Member(member.Name, member.Value, schema);
        }
        return holds;
    }
}
