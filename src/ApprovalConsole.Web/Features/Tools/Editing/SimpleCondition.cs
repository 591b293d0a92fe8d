using System.Text.Json.Nodes;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>A condition of one argument and one comparison, as a small form can hold it.</summary>
/// <param name="Keyword">Of JSON Schema: <c>minimum</c>, <c>const</c>.</param>
public sealed record SimpleCondition(string Argument, string Keyword, JsonNode? Value)
{
    public static readonly IReadOnlyList<(string Keyword, string Words)> Comparisons =
        [("minimum", "is at least"), ("exclusiveMinimum", "is more than"), ("maximum", "is at most"), ("exclusiveMaximum", "is less than"), ("const", "is")];

    /// <returns>Null where the condition says more, or something else.</returns>
    public static SimpleCondition? Of(JsonNode? condition)
    {
        if (condition is not JsonObject schema || schema.Any(k => k.Key is not ("properties" or "required" or "type"))) return null;
        if (schema["properties"] is not JsonObject { Count: 1 } properties || properties.First() is not (var argument, JsonObject { Count: 1 } of)) return null;
        if (schema["type"] is { } type && type.ToJsonString() is not "\"object\"") return null;
        if (schema["required"] is { } required && (required is not JsonArray names || names.Any(n => n?.ToString() != argument))) return null;
        var (keyword, value) = of.First();
        return Comparisons.Any(c => c.Keyword == keyword) ? new(argument, keyword, value?.DeepClone()) : null;
    }

    public JsonObject ToJson() => new() { ["properties"] = new JsonObject { [Argument] = new JsonObject { [Keyword] = Value?.DeepClone() } } };
}
