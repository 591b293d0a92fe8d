using System.Text.Json;

namespace ApprovalConsole.Domain.Json;

/// <summary>Equality as JSON Schema means it: 1 equals 1.0, key order does not matter, numbers compare exactly.</summary>
internal sealed class JsonEquality : IEqualityComparer<JsonElement>
{
    internal static JsonEquality Instance { get; } = new();

    public bool Equals(JsonElement x, JsonElement y) => x.ValueKind == y.ValueKind && x.ValueKind switch
    {
        JsonValueKind.Number => ExactNumber.Of(x) == ExactNumber.Of(y),
        JsonValueKind.String => string.Equals(x.GetString(), y.GetString(), StringComparison.Ordinal),
        JsonValueKind.Array => x.GetArrayLength() == y.GetArrayLength() && x.EnumerateArray().SequenceEqual(y.EnumerateArray(), this),
        JsonValueKind.Object => x.GetPropertyCount() == y.GetPropertyCount() && SameMembers(x, y),
        _ => true,
    };

    // A hash keeps uniqueItems and enum linear, whatever the size of the value.
    public int GetHashCode(JsonElement obj)
    {
        var hash = new HashCode();
        hash.Add(obj.ValueKind);
        switch (obj.ValueKind)
        {
            case JsonValueKind.Number:
                hash.Add(ExactNumber.Of(obj));
                break;
            case JsonValueKind.String:
                hash.Add(obj.GetString(), StringComparer.Ordinal);
                break;
            case JsonValueKind.Array:
                foreach (var item in obj.EnumerateArray())
                    hash.Add(GetHashCode(item));
                break;
            case JsonValueKind.Object:
                hash.Add(obj.EnumerateObject().Aggregate(0, (sum, member) => unchecked(sum + HashCode.Combine(member.Name, GetHashCode(member.Value)))));
                break;
        }
        return hash.ToHashCode();
    }

    private bool SameMembers(JsonElement x, JsonElement y)
    {
        var others = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in y.EnumerateObject())
            others[member.Name] = member.Value;
        return x.EnumerateObject().All(member => others.TryGetValue(member.Name, out var other) && Equals(member.Value, other));
    }
}
