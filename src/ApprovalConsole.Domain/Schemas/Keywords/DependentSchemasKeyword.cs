using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

internal sealed class DependentSchemasKeyword(ImmutableArray<(string Name, Subschema Schema)> dependents) : Keyword
{
    internal static Keyword Read(KeywordText text) => new DependentSchemasKeyword(text.Map);

    internal override bool Holds(Application at)
    {
        if (at.Value.ValueKind != JsonValueKind.Object || !at.Spend(dependents.Length))
            return true;
        var holds = true;
        foreach (var (name, schema) in dependents)
            holds &= !at.Value.TryGetProperty(name, out _) || at.Also(schema);
        return holds;
    }
}
