using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Schemas.Keywords;

namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>One schema at one place of a document: its text, then (once compiled) the keywords that act.</summary>
/// <remarks>Places come first and keywords second, because a reference may point at a place further down, or at its own.</remarks>
internal sealed class Subschema(JsonElement text, SchemaResource resource, string place)
{
    internal JsonElement Text { get; } = text;

    internal SchemaResource Resource { get; } = resource;

    /// <summary>JSON pointer from the root of the document.</summary>
    internal string Place { get; } = place;

    /// <summary>What the literal schemas true and false say of every value; null for an object.</summary>
    internal bool? Literal { get; } = text.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    internal ImmutableArray<Keyword> Keywords { get; set; } = [];

    public override string ToString() => Resource.Document.Describe(Place);
}
