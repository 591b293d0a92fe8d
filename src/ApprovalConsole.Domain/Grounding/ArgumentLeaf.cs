using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>One scalar of the arguments; also a part that nests too deeply to be looked into.</summary>
/// <param name="IsConstant">The schema itself names the value, or the object or list it belongs to.</param>
internal sealed record ArgumentLeaf(Trail Path, JsonElement Value, bool IsConstant)
{
    // What a tool is sent nests no deeper.
    private const int MostLevels = StrictJson.MaxDepth;

    /// <summary>In the order of the text.</summary>
    internal static List<ArgumentLeaf> Of(JsonElement arguments, JsonElement schema)
    {
        var leaves = new List<ArgumentLeaf>();
        Add(arguments, Trail.Root, SchemaPlace.Root(schema), false, 0, leaves);
        return leaves;
    }

    private static void Add(JsonElement value, Trail at, SchemaPlace place, bool isConstant, int level, List<ArgumentLeaf> leaves)
    {
        isConstant = isConstant || value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null || place.Names(value);
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                break;
            case JsonValueKind.Object when level < MostLevels:
                foreach (var member in value.EnumerateObject())
                    Add(member.Value, at.To(member.Name), place.Member(member.Name), isConstant, level + 1, leaves);
                break;
            case JsonValueKind.Array when level < MostLevels:
                foreach (var (index, item) in value.EnumerateArray().Index())
                    Add(item, at.To(index), place.Item(index), isConstant, level + 1, leaves);
                break;
            default:
                leaves.Add(new(at, value, isConstant));
                break;
        }
    }
}
