using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Schemas;

/// <summary>The members that a condition of a policy speaks of, as JSON pointers: where one is misspelled, the condition never holds.</summary>
public static class ConditionPaths
{
    private static readonly string[] Here = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"];

    // What lies below a list is left to the schema: an element may be anything.
    private const int MostLevels = 48;

    public static ImmutableArray<string> Of(JsonElement condition)
    {
        var paths = ImmutableArray.CreateBuilder<string>();
        Add(condition, "", 0, paths);
        return [.. paths.Distinct(StringComparer.Ordinal)];
    }

    private static void Add(JsonElement condition, string at, int level, ImmutableArray<string>.Builder paths)
    {
        if (condition.ValueKind is not JsonValueKind.Object || level >= MostLevels) return;
        foreach (var keyword in condition.EnumerateObject())
        {
            if (keyword.NameEquals("required")) paths.AddRange(Items(keyword.Value).Where(n => n.ValueKind is JsonValueKind.String).Select(n => Below(at, n.GetString()!)));
            if (Here.Contains(keyword.Name)) AddHere(keyword, at, level, paths);
            if (!keyword.NameEquals("properties") || keyword.Value.ValueKind is not JsonValueKind.Object) continue;
            foreach (var member in keyword.Value.EnumerateObject().Where(m => m.Value.ValueKind is not JsonValueKind.False)) // which says that it must not be there
            {
                paths.Add(Below(at, member.Name));
                Add(member.Value, Below(at, member.Name), level + 1, paths);
            }
        }
    }

    private static void AddHere(JsonProperty keyword, string at, int level, ImmutableArray<string>.Builder paths)
    {
        if (!keyword.NameEquals("dependentSchemas")) Add(keyword.Value, at, level + 1, paths);
        else if (keyword.Value.ValueKind is JsonValueKind.Object) foreach (var one in keyword.Value.EnumerateObject()) Add(one.Value, at, level + 1, paths);
        foreach (var one in Items(keyword.Value)) Add(one, at, level + 1, paths);
    }

    private static JsonElement[] Items(JsonElement list) => list.ValueKind is JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string Below(string at, string name) => $"{at}/{JsonPointer.Escape(name)}";
}
