using System.Text.Json.Nodes;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Web.Features.Tools.Words;

/// <summary>A JSON Schema of the arguments in words, as far as it is a plain comparison of arguments; else as JSON.</summary>
public static class ConditionWords
{
    private static readonly string[] Beside = ["properties", "required", "type"];

    /// <param name="subject">What satisfies it, where it is no plain comparison.</param>
    public static string Of(JsonNode? condition, string subject = "the arguments satisfy") => Plain(condition) ?? $"{subject} {SpreadJson.Line(condition)}";

    private static string? Plain(JsonNode? condition)
    {
        if (condition is not JsonObject schema || schema["properties"] is not JsonObject { Count: > 0 } properties || schema.Any(k => !Beside.Contains(k.Key))) return null;
        if (schema["required"] is JsonArray required && required.Any(name => name is null || !properties.ContainsKey(name.ToString()))) return null;
        var parts = properties.SelectMany(p => p.Value is JsonObject of && of.Count > 0 ? of.Where(k => k.Key is not "type").Select(k => Compared(p.Key, k.Key, k.Value)) : [null]).ToList();
        return parts.Count == 0 || parts.Contains(null) ? null : string.Join(" and ", parts);
    }

    private static string? Compared(string argument, string keyword, JsonNode? value) => keyword switch
    {
        "minimum" => $"{argument} is at least {SpreadJson.Line(value)}",
        "exclusiveMinimum" => $"{argument} is more than {SpreadJson.Line(value)}",
        "maximum" => $"{argument} is at most {SpreadJson.Line(value)}",
        "exclusiveMaximum" => $"{argument} is less than {SpreadJson.Line(value)}",
        "const" => $"{argument} is {SpreadJson.Line(value)}",
        "enum" when value is JsonArray choices => $"{argument} is {Phrases.Any(choices.Select(SpreadJson.Line))}",
        "pattern" => $"{argument} matches {value}",
        _ => null,
    };
}
