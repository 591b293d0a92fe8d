using System.Text.Json;

namespace ApprovalConsole.Domain.Checks;

/// <summary>What counts as absent: null, an empty text, an empty list, an empty object.</summary>
internal static class Emptiness
{
    public static bool Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => BlankText.Is(value.GetString()),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        _ => false,
    };
}
