using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>What a node can see: the input, the principal, the items of the loops around it, and the outputs of the nodes in front of it.</summary>
public sealed partial class FlowScope
{
    public const string Input = "input";
    public const string Principal = "principal";

    private static readonly FlowScope Nothing = new(ImmutableDictionary<string, JsonElement>.Empty);

    private readonly ImmutableDictionary<string, JsonElement> _values;

    private FlowScope(ImmutableDictionary<string, JsonElement> values) => _values = values;

    public static FlowScope Of(JsonElement input, Principal principal) => new(ImmutableDictionary<string, JsonElement>.Empty
        .Add(Input, input)
        .Add(Principal, JsonSerializer.SerializeToElement(new { subject = principal.Subject.ToString(), attributes = JsonElement.Parse(principal.Attributes.Text ?? "{}") })));

    public FlowScope With(string name, JsonElement value) => new(_values.SetItem(name, value));

    /// <summary>Places in a text: <c>{/order/total}</c>. The first word names what is visible, the rest a part of it. <c>{//order/total}</c> is none: it stands for <c>{/order/total}</c> to the letter.</summary>
    public static IEnumerable<string> Places(string text) => Place().Matches(text).Select(m => m.Groups[1].Value).Where(place => !IsLiteral(place));

    /// <summary>A template without places, as it is meant.</summary>
    public static JsonElement Literal(JsonElement template) => Nothing.TryFill(template, out var filled, out _) ? filled : template;

    /// <summary>All places in a template.</summary>
    public static IEnumerable<string> PlacesIn(JsonElement template) => template.ValueKind switch
    {
        JsonValueKind.String => Places(template.GetString()!),
        JsonValueKind.Object => template.EnumerateObject().SelectMany(m => PlacesIn(m.Value)),
        JsonValueKind.Array => template.EnumerateArray().SelectMany(PlacesIn),
        _ => [],
    };

    /// <summary>The one place that a text is as a whole; null where it is more, or none.</summary>
    public static string? WholeOf(JsonElement template) =>
        template.ValueKind is JsonValueKind.String && Place().Match(template.GetString()!) is { Success: true } match && match.Length == template.GetString()!.Length && !IsLiteral(match.Groups[1].Value) ? match.Groups[1].Value : null;

    /// <summary>A template with its places filled in: a text that is one place stands for the value itself, with its type; places within a text become text.</summary>
    /// <param name="missing">The place that names nothing; null where all do.</param>
    public bool TryFill(JsonElement template, out JsonElement filled, out string? missing)
    {
        missing = null;
        if (!MayBeFilled(template))
        {
            filled = template;
            return true;
        }

        filled = default;
        if (WholeOf(template) is { } whole) return TryRead(whole, out filled, out missing);
        if (Fill(template, ref missing) is not { } node || missing is not null) return false; // half a text is none
        filled = JsonSerializer.SerializeToElement(node);
        return true;
    }

    private JsonNode? Fill(JsonElement template, ref string? missing)
    {
        switch (template.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in template.EnumerateObject())
                {
                    var value = Fill(member.Value, ref missing);
                    if (missing is not null) return null;
                    members[member.Name] = value;
                }

                return members;
            case JsonValueKind.Array:
                var items = new JsonArray();
                foreach (var item in template.EnumerateArray())
                {
                    var value = Fill(item, ref missing);
                    if (missing is not null) return null;
                    items.Add(value);
                }

                return items;
            case JsonValueKind.String when WholeOf(template) is { } whole:
                return TryRead(whole, out var read, out missing) ? JsonNode.Parse(read.GetRawText()) : null;
            case JsonValueKind.String:
                return FillText(template.GetString()!, ref missing);
            default:
                return JsonNode.Parse(template.GetRawText());
        }
    }

    private string FillText(string text, ref string? missing)
    {
        var lacking = missing;
        var filled = Place().Replace(text, match =>
        {
            if (IsLiteral(match.Groups[1].Value)) return $"{{{match.Groups[1].Value[1..]}}}";
            if (!TryRead(match.Groups[1].Value, out var value, out var absent)) lacking ??= absent;
            return lacking is null ? Words(value) : "";
        });
        missing = lacking;
        return filled;
    }

    private bool TryRead(string place, out JsonElement value, out string? missing)
    {
        value = default;
        missing = place;
        if (!JsonPointer.TryParse(place, out var pointer) || pointer.Steps is not [var name, ..] || !_values.TryGetValue(name, out var root)) return false;
        if (!JsonPointer.TryParse(string.Concat(pointer.Steps.Skip(1).Select(s => "/" + JsonPointer.Escape(s))), out var rest) || !rest.TryRead(root, out value)) return false;
        missing = null;
        return true;
    }

    // No name is empty, so no place begins so.
    private static bool IsLiteral(string place) => place.StartsWith("//", StringComparison.Ordinal);

    private static bool MayBeFilled(JsonElement template) => template.ValueKind switch
    {
        JsonValueKind.String => Place().IsMatch(template.GetString()!),
        JsonValueKind.Object => template.EnumerateObject().Any(m => MayBeFilled(m.Value)),
        JsonValueKind.Array => template.EnumerateArray().Any(MayBeFilled),
        _ => false,
    };

    private static string Words(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : CanonicalJson.Of(value);

    [GeneratedRegex(@"\{(/[^{}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
