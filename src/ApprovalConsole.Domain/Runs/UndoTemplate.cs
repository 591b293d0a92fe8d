using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Fills in an undo's arguments from what is recorded of the call: <c>{/order_id}</c> of its arguments, <c>{result/note_id}</c> of its result,
/// <c>{facts/status}</c> a fact from before it, <c>{principal.subject}</c> of the user. A text that is one hole becomes the value, with its type.</summary>
public sealed partial class UndoTemplate(ToolCall done, Principal principal)
{
    private const string OfResult = "result";
    private const string OfFacts = "facts/";

    /// <summary>The first hole that could not be filled; null while there is none.</summary>
    public string? Missing { get; private set; }

    /// <param name="intoLookUp">The value goes into a look-up, which would read holes and objects as its own: neither is filled in there.</param>
    public JsonNode? Fill(JsonElement template, bool intoLookUp = false) => template.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(template.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Fill(p.Value, intoLookUp)))),
        JsonValueKind.Array => new JsonArray([.. template.EnumerateArray().Select(item => Fill(item, intoLookUp))]),
        JsonValueKind.String => OfText(template.GetString()!, intoLookUp),
        _ => JsonNode.Parse(template.GetRawText()),
    };

    /// <summary>The holes of a text, without their braces.</summary>
    public static IEnumerable<string> Holes(string text) => Hole().Matches(text).Select(m => m.Groups[1].Value);

    private JsonNode? OfText(string text, bool intoLookUp)
    {
        if (Hole().Match(text) is { Success: true } only && only.Length == text.Length) return Held(only.Groups[1].Value, intoLookUp) is { } value ? JsonNode.Parse(value.GetRawText()) : null;
        return JsonValue.Create(Hole().Replace(text, hole => Held(hole.Groups[1].Value, intoLookUp) is { } value ? Words(value) : ""));
    }

    private JsonElement? Held(string hole, bool intoLookUp)
    {
        var value = ValueOf(hole);
        var isUnfit = intoLookUp && value is { } given && (given.ValueKind is JsonValueKind.Object or JsonValueKind.Array || given.ToString().Contains('{'));
        if (value is not null && !isUnfit) return value;
        Missing ??= hole;
        return null;
    }

    private JsonElement? ValueOf(string hole) => hole switch
    {
        ['/', ..] => At(done.Arguments, hole),
        _ when hole.StartsWith(OfFacts, StringComparison.Ordinal) => FactValues.Of(done.Facts).TryGetValue(hole[OfFacts.Length..], out var fact) ? fact : null,
        _ when hole.StartsWith(OfResult, StringComparison.Ordinal) => At(done.Answer, hole[OfResult.Length..]),
        _ => OfPrincipal(hole),
    };

    private JsonElement? OfPrincipal(string hole) =>
        ValueTemplate.Values(JsonSerializer.SerializeToElement($"{{{hole}}}"), default, principal, Binding.None, out var missing) is [var value] && missing is null ? value : null;

    private static JsonElement? At(Payload? json, string path) =>
        json is { Text: { } text } && StrictJson.TryParse(text, out var whole, out _) && JsonPointer.TryParse(path, out var pointer) && pointer.TryRead(whole, out var part) ? part : null;

    private static string Words(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : CanonicalJson.Of(value);

    [GeneratedRegex(@"\{(/[^{}]*|result(?:/[^{}]*)?|facts/[^{}]+|principal\.[^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Hole();
}
