using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ApprovalConsole.SampleDesk.Tools;

internal static class PlainSchema
{
    /// <summary>Plain 2020-12, one type a value, closed: what is not listed is not taken.</summary>
    public static readonly AIJsonSchemaCreateOptions Options = new()
    {
        TransformOptions = new AIJsonSchemaTransformOptions
        {
            DisallowAdditionalProperties = true,
            TransformSchemaNode = (_, node) => WithoutNull(node),
        },
    };

    /// <summary>An optional argument is left out, not null: a form then has one kind of field to draw.</summary>
    private static JsonNode WithoutNull(JsonNode node)
    {
        if (node is not JsonObject schema || schema["type"] is not JsonArray types)
            return node;
        schema["type"] = types.Select(t => t!.GetValue<string>()).Single(t => t != "null");
        if (schema["enum"] is JsonArray values)
            values.RemoveAll(v => v is null);
        if (schema.TryGetPropertyValue("default", out var otherwise) && otherwise is null)
            schema.Remove("default");
        return schema;
    }
}
