using System.Text.Json;

namespace ApprovalConsole.SampleDesk.Model.Reading;

/// <summary>Reads what somebody else wrote: a member that is absent or of another kind is no value, never an exception.</summary>
internal static class Json
{
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static decimal? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var value) ? value : null;

    public static IEnumerable<JsonElement> Elements(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>For a sentence: at most 80 characters.</summary>
    public static string Show(this JsonElement element)
    {
        var text = element.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => "nothing",
            JsonValueKind.String => element.GetString()!,
            _ => element.GetRawText(),
        };
        return text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 79), "…");
    }
}
