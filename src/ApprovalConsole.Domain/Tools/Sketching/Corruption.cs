using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>Values that cannot be right, made of one that is: as a model garbles an id, or says a number that is out of any range.</summary>
public static class Corruption
{
    private const int Most = 3;

    /// <summary>An id with one character changed: the last one, the first, one in the middle. The neighbour of a counted id may well exist, so there are several.</summary>
    public static ImmutableArray<JsonElement> OfId(JsonElement value, IReadOnlyCollection<JsonElement> known) => value.ValueKind switch
    {
        JsonValueKind.String => [.. Texts(value.GetString()!).Select(t => JsonSerializer.SerializeToElement(t)).Where(t => !known.Contains(t, JsonEquality.Instance)).Take(Most)],
        JsonValueKind.Number => [.. Numbers(value).Where(t => !known.Contains(t, JsonEquality.Instance)).Take(Most)],
        _ => [],
    };

    /// <summary>Just outside of a range, and far outside.</summary>
    public static ImmutableArray<JsonElement> OfNumber(decimal? min, decimal? max)
    {
        var numbers = new List<decimal>();
        if (max is { } most) numbers.AddRange([most + 1, most < 1_000_000_000_000m ? most * 1000 + 1 : most + 2]);
        if (min is { } least) numbers.AddRange([least - 1]);
        return [.. numbers.Select(n => JsonSerializer.SerializeToElement(n))];
    }

    /// <summary>Written otherwise: a letter for a digit, and cut short.</summary>
    public static ImmutableArray<JsonElement> OfShape(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String || value.GetString() is not { Length: > 1 } text) return [];
        var digit = text.LastIndexOfAny([.. "0123456789"]);
        string[] made = [.. digit < 0 ? [] : new[] { $"{text[..digit]}O{text[(digit + 1)..]}" }, text[1..]];
        return [.. made.Select(m => JsonSerializer.SerializeToElement(m))];
    }

    /// <summary>The arguments with another value at a pointer; of several elements, the first. What is not there yet is put there.</summary>
    public static JsonElement With(JsonElement arguments, string pointer, JsonElement value)
    {
        var root = arguments.ValueKind is JsonValueKind.Object ? JsonNode.Parse(arguments.GetRawText())! : new JsonObject();
        var steps = JsonPointer.TryParse(pointer, out var parsed) ? parsed.Steps : [];
        return JsonSerializer.SerializeToElement(Set(root, steps, JsonNode.Parse(value.GetRawText())));
    }

    private static JsonNode? Set(JsonNode? at, ImmutableArray<string> steps, JsonNode? value)
    {
        if (steps.IsEmpty) return value;
        if (steps[0] == "*")
        {
            var list = at as JsonArray ?? [];
            var first = list.Count > 0 ? list[0]?.DeepClone() : null;
            var rest = list.Skip(1).Select(i => i?.DeepClone()).ToList();
            return new JsonArray([Set(first, steps[1..], value), .. rest]);
        }

        var members = at as JsonObject ?? [];
        members[steps[0]] = Set(members[steps[0]]?.DeepClone(), steps[1..], value);
        return members;
    }

    private static IEnumerable<string> Texts(string text)
    {
        var places = text.EnumerateRunes().Select((rune, i) => (rune, i)).Where(p => Rune.IsLetterOrDigit(p.rune)).Select(p => p.i).ToList();
        if (places.Count == 0) return [$"{text}x"];
        return new[] { places[^1], places[0], places[places.Count / 2] }.Distinct().Select(place => string.Concat(text.EnumerateRunes().Select((rune, i) => i == place ? Next(rune) : rune))).Append($"{text}{text}");
    }

    private static Rune Next(Rune rune) => rune.Value switch
    {
        '9' => new('0'),
        'z' => new('a'),
        'Z' => new('A'),
        >= '0' and < '9' or >= 'a' and < 'z' or >= 'A' and < 'Z' => new(rune.Value + 1),
        _ => new('x'),
    };

    private static IEnumerable<JsonElement> Numbers(JsonElement value) => value.TryGetInt64(out var number)
        ? new[] { number + 1, number > 0 && number < long.MaxValue / 1000 ? number * 1000 + 7 : 7_000_007, number > int.MaxValue ? 7 : 2_000_000_011 }.Distinct().Select(n => JsonSerializer.SerializeToElement(n)) : [];
}
