using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>Walks a document once and notes every place at which a schema stands, with its resource and its names.</summary>
internal sealed class DocumentReader(SchemaRegistry registry, Dialects dialects, SchemaDocument document)
{
    /// <exception cref="UnusableSchemaException">The document is too deep or too large, or a name in it is malformed or taken.</exception>
    internal void Read(JsonElement text, string address)
    {
        var dialect = DialectOf(text, "") ?? Dialect.Draft202012;
        Visit(text, new(address, document, "", dialect), "", depth: 0);
        registry.Alias(address, document.Places[""].Resource);
    }

    private void Visit(JsonElement text, SchemaResource around, string place, int depth)
    {
        if (depth > SchemaBounds.Depth)
            throw Unusable(place, $"schemas nest deeper than {SchemaBounds.Depth} levels.");
        if (text.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False))
            throw Unusable(place, "a schema is an object, true or false.");

        var resource = text.ValueKind == JsonValueKind.Object ? ResourceOf(text, around, place) : around;
        var schema = new Subschema(text, resource, place);
        registry.Count(schema);
        document.Places.Add(place, schema);
        if (text.ValueKind != JsonValueKind.Object)
            return;

        AnchorNames.Note(schema);
        foreach (var keyword in text.EnumerateObject())
        {
            if (resource.Dialect.Find(keyword.Name) is not { } definition)
                continue;
            foreach (var (child, below) in SchemasIn(definition.Shape, keyword.Value, $"{place}/{JsonPointer.Escape(keyword.Name)}"))
                Visit(child, resource, below, depth + 1);
        }
    }

    private SchemaResource ResourceOf(JsonElement text, SchemaResource around, string place)
    {
        if (!text.TryGetProperty("$id", out var id))
        {
            return (DialectOf(text, place) ?? around.Dialect) == around.Dialect
                ? around
                : throw Unusable(place, "a $schema of another dialect needs an $id beside it.");
        }
        if (id.ValueKind != JsonValueKind.String)
            throw Unusable(place, "$id is not a string.");
        var isDraft07 = around.Dialect.IsDraft07;
        if (isDraft07 && text.TryGetProperty("$ref", out _))
            throw Unusable(place, "draft-07 ignores an $id beside a $ref; write 2020-12, or leave it out.");
        if (SchemaAddress.Resolve(around.Address, id.GetString()!) is not { } resolved)
            throw Unusable(place, "$id is not a URI reference.");
        if (id.GetString()!.StartsWith('#') && (isDraft07 || resolved.Fragment.Length == 0))
            return around;                                         // draft-07's way to write an anchor, or nothing at all
        if (resolved.Fragment.Length > 0)
            throw Unusable(place, "$id has a fragment; 2020-12 names a place with $anchor.");
        return registry.Add(new(resolved.Address, document, place, DialectOf(text, place) ?? around.Dialect), place);
    }

    private Dialect? DialectOf(JsonElement text, string place)
    {
        if (text.ValueKind != JsonValueKind.Object || !text.TryGetProperty("$schema", out var schema))
            return null;
        return schema.ValueKind == JsonValueKind.String
            ? dialects.Find(schema.GetString()!, document.Describe(place))
            : throw Unusable(place, "$schema is not a string.");
    }

    private IEnumerable<(JsonElement Text, string Place)> SchemasIn(SubschemaShape shape, JsonElement value, string place) => (shape, value.ValueKind) switch
    {
        (SubschemaShape.Nowhere, _) => [],
        (SubschemaShape.One, _) => [(value, place)],
        (SubschemaShape.List or SubschemaShape.OneOrList, JsonValueKind.Array) =>
            value.EnumerateArray().Select((item, index) => (item, FormattableString.Invariant($"{place}/{index}"))),
        (SubschemaShape.OneOrList, _) => [(value, place)],
        (SubschemaShape.Map or SubschemaShape.MapOrNames, JsonValueKind.Object) =>
            value.EnumerateObject().Where(member => shape == SubschemaShape.Map || member.Value.ValueKind != JsonValueKind.Array)
                .Select(member => (member.Value, $"{place}/{JsonPointer.Escape(member.Name)}")),
        (SubschemaShape.List, _) => throw Unusable(place, "must be an array of schemas."),
        _ => throw Unusable(place, "must be an object whose members are schemas."),
    };

    private UnusableSchemaException Unusable(string place, string why) => new(document.Describe(place), why);
}
