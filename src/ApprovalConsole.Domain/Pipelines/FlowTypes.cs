using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>What is known of a value before any run, from JSON Schemas: as much as they say plainly, and nothing that would have to be guessed.</summary>
internal static class FlowTypes
{
    /// <summary>The schema of a part of a value; null where nothing is known of it.</summary>
    /// <param name="fault">Why there can be no such part; null where there can.</param>
    public static JsonElement? At(JsonElement? schema, IEnumerable<string> steps, out string? fault)
    {
        fault = null;
        foreach (var step in steps)
        {
            if (schema is not { ValueKind: JsonValueKind.Object } known) return null;
            if (known.TryGetProperty("properties", out var properties) && properties.TryGetProperty(step, out var part)) schema = part;
            else if (step.All(char.IsAsciiDigit) && (known.TryGetProperty("items", out var items) || known.TryGetProperty("prefixItems", out items)))
            {
                if (known.TryGetProperty("prefixItems", out _)) return null; // which one it is may depend on its place
                schema = items;
            }
            else
            {
                fault = IsClosed(known) ? $"has no '{step}'; there are {Names(known)}" : IsScalar(known) ? $"is {string.Join(" or ", Of(known))}, and has no '{step}'" : null;
                return null;
            }
        }

        return schema;
    }

    /// <summary>The types that a value can have; empty where that is not known.</summary>
    public static ImmutableArray<string> Of(JsonElement? schema)
    {
        if (schema is not { ValueKind: JsonValueKind.Object } known) return [];
        if (known.TryGetProperty("type", out var type))
            return type.ValueKind is JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : type.ValueKind is JsonValueKind.String ? [type.GetString()!] : [];
        if (known.TryGetProperty("enum", out var words) && words.ValueKind is JsonValueKind.Array) return [.. words.EnumerateArray().Select(TypeOf).Distinct()];
        return known.TryGetProperty("const", out var word) ? [TypeOf(word)] : [];
    }

    /// <summary>The types that a schema says anything of, where each of its words is about some types only: a value of any other satisfies it. Empty where it may say something of all.</summary>
    public static ImmutableArray<string> SpokenOf(JsonElement schema)
    {
        if (schema.ValueKind is not JsonValueKind.Object) return [];
        var types = ImmutableArray.CreateBuilder<string>();
        foreach (var keyword in schema.EnumerateObject().Select(k => k.Name).Where(k => !Silent.Contains(k)))
        {
            if (OfOneType.FirstOrDefault(t => t.Keywords.Contains(keyword)).Type is not { } type) return [];
            if (!types.Contains(type)) types.Add(type);
        }

        return types.ToImmutable();
    }

    private static readonly string[] Silent = ["title", "description", "$schema", "$comment", "default", "examples"];

    private static readonly (string Type, string[] Keywords)[] OfOneType =
    [
        ("string", ["pattern", "minLength", "maxLength", "format"]), ("number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
        ("array", ["items", "prefixItems", "contains", "minContains", "maxContains", "minItems", "maxItems", "uniqueItems"]),
        ("object", ["properties", "patternProperties", "additionalProperties", "required", "propertyNames", "minProperties", "maxProperties", "dependentRequired", "dependentSchemas"]),
    ];

    /// <summary>False only where both are known and have nothing in common.</summary>
    public static bool MayFit(ImmutableArray<string> given, ImmutableArray<string> wanted) =>
        given.IsEmpty || wanted.IsEmpty || given.Any(g => wanted.Contains(g) || (g == "integer" && wanted.Contains("number")) || (g == "number" && wanted.Contains("integer")));

    public static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => ExactNumber.Of(value).IsInteger ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        _ => "null",
    };

    /// <summary>Nothing can be in it.</summary>
    private static bool IsScalar(JsonElement schema) => Of(schema) is { IsEmpty: false } types && !types.Any(t => t is "object" or "array");

    /// <summary>What branches give together: the output of each by its name.</summary>
    public static JsonElement OfBranches(IEnumerable<(string Label, JsonElement? Output)> branches) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["type"] = "object", ["additionalProperties"] = false,
        ["properties"] = new JsonObject(branches.Select(b => KeyValuePair.Create(b.Label, b.Output is { } output ? JsonNode.Parse(output.GetRawText()) : new JsonObject()))),
    });

    /// <summary>What a person's answer is.</summary>
    public static JsonElement OfPerson(Choice choice)
    {
        var both = JsonNode.Parse(Of(choice).GetRawText())!.AsObject();
        var properties = both["properties"]!.AsObject();
        foreach (var name in properties.Select(p => p.Key).Where(name => name is not ("answer" or "by")).ToList()) properties.Remove(name);
        return JsonSerializer.SerializeToElement(both);
    }

    /// <summary>What a question's output is.</summary>
    public static JsonElement Of(Choice choice)
    {
        var properties = new JsonObject
        {
            ["answer"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. choice.Answers.Select(a => (JsonNode)a)]) }, ["by"] = new JsonObject { ["type"] = "string" },
            ["confidence"] = new JsonObject { ["type"] = "number" }, ["reason"] = new JsonObject { ["type"] = "string" }, ["evidence"] = new JsonObject { ["type"] = "array" },
        };
        if (choice.Details is { } details) properties["details"] = JsonNode.Parse(details.GetRawText());
        return JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false });
    }

    /// <summary>It has its properties and no others. Where patterns name more, nobody knows which.</summary>
    public static bool IsClosed(JsonElement schema) => schema.TryGetProperty("properties", out _) && !schema.TryGetProperty("patternProperties", out _) && schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind is JsonValueKind.False;

    public static string Names(JsonElement schema) => schema.TryGetProperty("properties", out var properties) ? string.Join(", ", properties.EnumerateObject().Select(p => p.Name)) : "none";
}
