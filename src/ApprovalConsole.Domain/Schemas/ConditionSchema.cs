using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApprovalConsole.Domain.Schemas;

/// <summary>A JSON Schema as a condition of a policy means it: what it speaks of must be there. A property named under <c>properties</c> is required, and a
/// keyword for numbers or texts implies its type; by the plain specification an absent property would satisfy any condition.</summary>
public static class ConditionSchema
{
    private static readonly string[] OfNumbers = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    private static readonly string[] OfTexts = ["minLength", "maxLength", "pattern", "format"];
    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf", "prefixItems"];
    private static readonly string[] Maps = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"];
    private static readonly string[] Singles = ["items", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else"];

    /// <returns>False where the condition cannot be checked in full; then <paramref name="reason"/> says why.</returns>
    public static bool TryCompile(JsonElement condition, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JsonSchema? compiled, out string? reason)
    {
        compiled = null;
        // The condition as written must be sound before it is read more strictly.
        return JsonSchema.TryCompile(condition, out _, out reason) && JsonSchema.TryCompile(Strictly(condition), out compiled, out reason);
    }

    private static JsonElement Strictly(JsonElement condition)
    {
        var node = JsonNode.Parse(condition.GetRawText());
        Require(node);
        return JsonSerializer.SerializeToElement(node);
    }

    private static void Require(JsonNode? node)
    {
        if (node is not JsonObject schema) return;
        foreach (var key in Lists) foreach (var part in schema[key] as JsonArray ?? []) Require(part);
        foreach (var key in Maps) foreach (var part in schema[key] as JsonObject ?? []) Require(part.Value);
        foreach (var key in Singles) Require(schema[key]);

        if (schema["properties"] is JsonObject properties)
        {
            var named = schema["required"] is JsonArray required ? required.Select(n => n!.GetValue<string>()) : [];
            schema["required"] = new JsonArray([.. named.Union(properties.Select(p => p.Key)).Select(n => (JsonNode)n)]);
            if (!schema.ContainsKey("type")) schema["type"] = "object";
        }

        if (schema.ContainsKey("type")) return;
        if (OfNumbers.Any(schema.ContainsKey)) schema["type"] = "number";
        else if (OfTexts.Any(schema.ContainsKey)) schema["type"] = "string";
    }
}
