using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApprovalConsole.Web.Shared.Json;

/// <summary>JSON spread over lines, as people read and compare it.</summary>
public static class SpreadJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Tight = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonElement value) => JsonSerializer.Serialize(value, Options).ReplaceLineEndings("\n");

    public static string Of(JsonNode? value) => (value?.ToJsonString(Options) ?? "null").ReplaceLineEndings("\n");

    /// <summary>On one line.</summary>
    public static string Line(JsonNode? value) => value?.ToJsonString(Tight) ?? "null";

    /// <summary>With the members of every object in order of their names: what differs only in order does not differ.</summary>
    public static string Sorted(JsonElement value) => Of(Sort(JsonNode.Parse(value.GetRawText())));

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sort(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sort)]),
        _ => node?.DeepClone(),
    };
}
