using System.Globalization;
using System.Text.Json.Nodes;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>A place in settings as faults name it: <c>checks:0:compare:operator</c>. Names are the same in any case, as they are when they are read.</summary>
public static class JsonPlace
{
    /// <returns>Null where there is nothing, or JSON's null.</returns>
    public static JsonNode? Read(JsonNode? root, string place) => place.Split(':').Aggregate(root, Step);

    /// <summary>A copy that holds the value there; objects that are missing on the way come to be.</summary>
    /// <param name="value">Null takes the member or item away.</param>
    public static JsonObject With(JsonObject root, string place, JsonNode? value)
    {
        var copy = root.DeepClone().AsObject();
        JsonNode parent = copy;
        var steps = place.Split(':');
        foreach (var step in steps[..^1])
        {
            if (Step(parent, step) is { } next) parent = next;
            else if (parent is JsonObject owner) owner[NameIn(owner, step)] = parent = new JsonObject();
            else return copy;
        }

        Put(parent, steps[^1], value);
        return copy;
    }

    /// <summary>A copy with one more item at the end of the list there.</summary>
    public static JsonObject WithItem(JsonObject root, string place, JsonNode item)
    {
        var list = Read(root, place) as JsonArray;
        return With(root, place, new JsonArray([.. list?.Select(i => i?.DeepClone()) ?? [], item]));
    }

    public static bool IsWithin(string key, string place) =>
        key.StartsWith(place, StringComparison.OrdinalIgnoreCase) && (key.Length == place.Length || key[place.Length] is ':');

    private static JsonNode? Step(JsonNode? node, string step) => node switch
    {
        JsonObject members => members[NameIn(members, step)],
        JsonArray items when Index(step) is { } i && i < items.Count => items[i],
        _ => null,
    };

    private static void Put(JsonNode parent, string step, JsonNode? value)
    {
        switch (parent)
        {
            case JsonObject members when value is null:
                members.Remove(NameIn(members, step));
                break;
            case JsonObject members:
                members[NameIn(members, step)] = value.DeepClone();
                break;
            case JsonArray items when Index(step) is { } i && i < items.Count && value is null:
                items.RemoveAt(i);
                break;
            case JsonArray items when Index(step) is { } i && i < items.Count:
                items[i] = value!.DeepClone();
                break;
        }
    }

    private static string NameIn(JsonObject members, string name) => members.Select(m => m.Key).FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;

    private static int? Index(string step) => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var i) ? i : null;
}
