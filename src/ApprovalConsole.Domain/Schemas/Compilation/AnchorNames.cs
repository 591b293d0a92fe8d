using System.Text.Json;

namespace ApprovalConsole.Domain.Schemas.Compilation;

/// <summary>Notes the plain names by which a reference can reach a schema.</summary>
internal static class AnchorNames
{
    internal static void Note(Subschema schema)
    {
        var resource = schema.Resource;
        if (resource.Dialect.IsDraft07)
        {
            if (Text(schema, "$id") is { Length: > 1 } id && id[0] == '#')
                Add(resource.Anchors, id[1..], schema);
            return;
        }
        if (Text(schema, "$anchor") is { } anchor)
            Add(resource.Anchors, anchor, schema);
        if (Text(schema, "$dynamicAnchor") is { } dynamicAnchor)
        {
            Add(resource.Anchors, dynamicAnchor, schema);
            Add(resource.DynamicAnchors, dynamicAnchor, schema);
        }
    }

    private static string? Text(Subschema schema, string keyword)
    {
        if (!schema.Text.TryGetProperty(keyword, out var value))
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw new UnusableSchemaException($"{schema}", $"{keyword} is not a string.");
    }

    private static void Add(Dictionary<string, Subschema> names, string name, Subschema schema)
    {
        if (names.TryAdd(name, schema) || ReferenceEquals(names[name], schema))
            return;
        throw new UnusableSchemaException($"{schema}", $"the anchor {name} is taken by {names[name]}.");
    }
}
