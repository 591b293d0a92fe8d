using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>The subschemas that speak about one place of the arguments, whichever branch of them holds.</summary>
internal sealed class SchemaPlace
{
    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf"];
    private static readonly string[] Branches = ["if", "then", "else"];

    // Only a schema that was made for it says more about one place.
    private const int MostSubschemas = 1_000;

    private readonly JsonElement _document;
    private readonly ImmutableArray<JsonElement> _subschemas;

    private SchemaPlace(JsonElement document, IEnumerable<JsonElement> subschemas)
    {
        _document = document;
        var all = new List<JsonElement>();
        var followed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var subschema in subschemas)
            Add(subschema, all, followed);
        _subschemas = [.. all];
    }

    /// <summary>A place of which the schema says nothing.</summary>
    internal static SchemaPlace Nowhere { get; } = new(default, []);

    internal bool IsNowhere => _subschemas.IsEmpty;

    internal static SchemaPlace Root(JsonElement schema) => new(schema, [schema]);

    /// <summary>The value is an <c>enum</c>'s, a <c>const</c> or a <c>default</c>.</summary>
    internal bool Names(JsonElement value)
    {
        foreach (var subschema in _subschemas)
        {
            if (subschema.TryGetProperty("const", out var constant) && IsSame(constant, value) || subschema.TryGetProperty("default", out var usual) && IsSame(usual, value))
                return true;
            if (subschema.TryGetProperty("enum", out var listed) && listed.ValueKind is JsonValueKind.Array && listed.EnumerateArray().Any(one => IsSame(one, value)))
                return true;
        }
        return false;
    }

    /// <summary>Whether arguments of this schema can have such a member here: where it lists members, and nothing lets others in, the listed ones only.</summary>
    internal bool MayHave(string name) => !_subschemas.Any(s => s.TryGetProperty("properties", out _)) || Member(name)._subschemas.Length > 0
        || _subschemas.Any(s => Opening.Any(keyword => s.TryGetProperty(keyword, out var others) && others.ValueKind is not JsonValueKind.False) || Branches.Any(k => IsTrue(s, k)) || Allows(s, name));

    /// <summary>Whether the schema names such a member here, or leaves all names open.</summary>
    internal bool IsListed(string name) => !_subschemas.Any(s => s.TryGetProperty("properties", out _))
        || _subschemas.Any(s => s.TryGetProperty("properties", out var listed) && listed.ValueKind is JsonValueKind.Object && listed.TryGetProperty(name, out _));

    // What may let in members that are not listed, or says them elsewhere.
    private static readonly string[] Opening = ["additionalProperties", "patternProperties", "unevaluatedProperties", "dependentSchemas", "dependencies", "$dynamicRef", "$recursiveRef"];

    private static bool IsTrue(JsonElement subschema, string keyword) => subschema.TryGetProperty(keyword, out var branch) && branch.ValueKind is JsonValueKind.True;

    private static bool Allows(JsonElement subschema, string name) =>
        (subschema.TryGetProperty("properties", out var listed) && listed.ValueKind is JsonValueKind.Object && listed.TryGetProperty(name, out var own) && own.ValueKind is JsonValueKind.True)
        || (subschema.TryGetProperty("$ref", out var reference) && reference.ValueKind is JsonValueKind.String && reference.GetString() is not ("#" or ['#', '/', ..])); // by an anchor or an id: not followed here

    internal SchemaPlace Member(string name) => new(_document, _subschemas.SelectMany(subschema => MemberOf(subschema, name)));

    internal SchemaPlace Item(int index) => new(_document, _subschemas.SelectMany(subschema => ItemOf(subschema, index)));

    private static IEnumerable<JsonElement> MemberOf(JsonElement subschema, string name)
    {
        if (subschema.TryGetProperty("properties", out var properties) && properties.ValueKind is JsonValueKind.Object && properties.TryGetProperty(name, out var own))
            return [own];
        return subschema.TryGetProperty("additionalProperties", out var others) ? [others] : [];
    }

    private static IEnumerable<JsonElement> ItemOf(JsonElement subschema, int index)
    {
        if (subschema.TryGetProperty("prefixItems", out var first) && first.ValueKind is JsonValueKind.Array && index < first.GetArrayLength())
            return [first[index]];
        if (!subschema.TryGetProperty("items", out var items))
            return [];
        if (items.ValueKind is not JsonValueKind.Array)
            return [items];
        return index < items.GetArrayLength() ? [items[index]] : [];             // draft-07: one schema for each item
    }

    private void Add(JsonElement subschema, List<JsonElement> all, HashSet<string> followed)
    {
        if (subschema.ValueKind is not JsonValueKind.Object || all.Count >= MostSubschemas)
            return;
        all.Add(subschema);
        foreach (var keyword in Lists)
        {
            if (!subschema.TryGetProperty(keyword, out var list) || list.ValueKind is not JsonValueKind.Array)
                continue;
            foreach (var one in list.EnumerateArray())
                Add(one, all, followed);
        }
        foreach (var keyword in Branches)
        {
            if (subschema.TryGetProperty(keyword, out var branch))
                Add(branch, all, followed);
        }
        if (subschema.TryGetProperty("$ref", out var reference) && reference.ValueKind is JsonValueKind.String && reference.GetString() is { } to && followed.Add(to)
            && to.StartsWith('#') && JsonPointer.TryParse(Uri.UnescapeDataString(to[1..]), out var pointer) && pointer.TryRead(_document, out var target))
            Add(target, all, followed);
    }

    private static bool IsSame(JsonElement named, JsonElement value) => (named.ValueKind, value.ValueKind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => JsonText.TryRead(value, out var text) && named.ValueEquals(text),
        _ => JsonEquality.Instance.Equals(named, value),
    };
}
