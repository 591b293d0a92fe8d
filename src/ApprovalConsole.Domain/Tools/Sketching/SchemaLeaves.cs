using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>The plain values that a schema names, or that results were seen to have. What is not plain is left out: nothing is proposed of it.</summary>
internal static partial class SchemaLeaves
{
    private const int Most = 200;
    private const int Deepest = 6;

    private static readonly string[] Alternatives = ["anyOf", "oneOf", "allOf"];

    /// <param name="schema">Of an object.</param>
    public static ImmutableArray<SchemaLeaf> Of(JsonElement schema)
    {
        var leaves = new List<SchemaLeaf>();
        Declared(schema, schema, "", true, "", 0, leaves);
        return [.. leaves.Where(l => l.Pointer.Length > 0).DistinctBy(l => l.Pointer)];
    }

    /// <summary>What is in all of the results that have it, with the type it has there.</summary>
    public static ImmutableArray<SchemaLeaf> Seen(IEnumerable<JsonElement> results)
    {
        var leaves = new List<SchemaLeaf>();
        foreach (var result in results) Seen(result, "", 0, leaves);
        return [.. leaves.Where(l => l.Pointer.Trim('/', '*').Length > 0).DistinctBy(l => l.Pointer).Take(Most)];
    }

    private static void Declared(JsonElement document, JsonElement schema, string pointer, bool isRequired, string above, int depth, List<SchemaLeaf> leaves)
    {
        if (depth > Deepest || leaves.Count >= Most || Followed(document, schema) is not { } place) return;
        var description = Said(place) ?? Said(schema) ?? above;
        if (place.TryGetProperty("properties", out var properties) && properties.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject().Where(p => Plain().IsMatch(p.Name)))
                Declared(document, property.Value, $"{pointer}/{property.Name}", isRequired && Requires(place, property.Name), "", depth + 1, leaves);
        }
        else if (place.TryGetProperty("items", out var items))
        {
            Declared(document, items, $"{pointer}/*", isRequired, description, depth + 1, leaves);
        }
        else if (TypeOf(place) is var type and not ("object" or "array"))
        {
            leaves.Add(new(pointer, type, isRequired, description, place));
        }
    }

    private static void Seen(JsonElement value, string pointer, int depth, List<SchemaLeaf> leaves)
    {
        if (depth > Deepest || leaves.Count >= Most * 10) return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject().Where(m => Plain().IsMatch(m.Name))) Seen(member.Value, $"{pointer}/{member.Name}", depth + 1, leaves);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray().Take(3)) Seen(item, $"{pointer}/*", depth + 1, leaves);
                break;
            case JsonValueKind.String or JsonValueKind.Number:
                leaves.Add(new(pointer, value.ValueKind is JsonValueKind.String ? "string" : "number", false, "", default));
                break;
        }
    }

    /// <summary>Through local references, and through the one branch that is not null.</summary>
    private static JsonElement? Followed(JsonElement document, JsonElement schema)
    {
        for (var hops = 0; hops < Deepest && schema.ValueKind is JsonValueKind.Object; hops++)
        {
            if (schema.TryGetProperty("$ref", out var reference) && reference.ValueKind is JsonValueKind.String && reference.GetString() is ['#', .. var path]
                && JsonPointer.TryParse(Uri.UnescapeDataString(path), out var pointer) && pointer.TryRead(document, out var target)) schema = target;
            else if (Branches(schema) is [var only]) schema = only;
            else return schema;
        }

        return null;
    }

    private static List<JsonElement> Branches(JsonElement schema) => Alternatives
        .SelectMany(k => schema.TryGetProperty(k, out var list) && list.ValueKind is JsonValueKind.Array ? list.EnumerateArray().AsEnumerable() : []).Where(b => TypeOf(b) != "null").ToList();

    private static string? Said(JsonElement schema) => schema.TryGetProperty("description", out var said) && said.ValueKind is JsonValueKind.String ? said.GetString() : null;

    private static bool Requires(JsonElement schema, string name) => schema.TryGetProperty("required", out var required) && required.ValueKind is JsonValueKind.Array
        && required.EnumerateArray().Any(r => r.ValueKind is JsonValueKind.String && r.GetString() == name);

    private static string TypeOf(JsonElement schema)
    {
        if (schema.ValueKind is not JsonValueKind.Object || !schema.TryGetProperty("type", out var type)) return "";
        if (type.ValueKind is JsonValueKind.String) return type.GetString()!;
        return type.ValueKind is JsonValueKind.Array && type.EnumerateArray().Select(t => t.ToString()).Where(t => t != "null").ToList() is [var one] ? one : "object";
    }

    // A name goes into pointers, templates and sentences: another server's cleverness has no place there.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_.\-]{0,39}$", RegexOptions.CultureInvariant)]
    internal static partial Regex Plain();
}
