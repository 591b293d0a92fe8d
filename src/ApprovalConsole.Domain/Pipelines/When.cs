using System.Text.Json.Nodes;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>Conditions, in the words of a definition.</summary>
public static class When
{
    /// <param name="operator"><c>==</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> or <c>&gt;=</c>.</param>
    public static JsonObject Is(string value, string @operator, object with) => new() { ["value"] = value, [@operator] = FlowBuilder.Json(with) };

    public static JsonObject In(string value, params object[] values) => new() { ["value"] = value, ["in"] = FlowBuilder.Json(values) };

    /// <param name="schema">JSON Schema.</param>
    public static JsonObject Matches(string value, object schema) => new() { ["value"] = value, ["matches"] = FlowBuilder.Json(schema) };

    public static JsonObject All(params JsonObject[] conditions) => new() { ["all"] = new JsonArray([.. conditions]) };

    public static JsonObject Any(params JsonObject[] conditions) => new() { ["any"] = new JsonArray([.. conditions]) };

    public static JsonObject Not(JsonObject condition) => new() { ["not"] = condition };
}
