using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas.Compilation;
using ApprovalConsole.Domain.Schemas.Evaluation;

namespace ApprovalConsole.Domain.Schemas.Keywords;

/// <summary>Draft-07's <c>dependencies</c>: what 2020-12 calls dependentSchemas and dependentRequired, in one.</summary>
internal sealed class DependenciesKeyword(Keyword required, Keyword schemas) : Keyword
{
    internal static Keyword Read(KeywordText text)
    {
        var entries = text.Value.EnumerateObject().ToLookup(entry => entry.Value.ValueKind == JsonValueKind.Array);
        return new DependenciesKeyword(
            new DependentRequiredKeyword([.. entries[true].Select(entry => (entry.Name, text.NamesIn(entry.Value)))]),
            new DependentSchemasKeyword([.. entries[false].Select(entry => (entry.Name, text.SchemaBelow(JsonPointer.Escape(entry.Name))))]));
    }

    internal override bool Holds(Application at) => required.Holds(at) & schemas.Holds(at);
}
