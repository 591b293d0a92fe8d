using System.Text.Json;

namespace ApprovalConsole.Domain.Tools;

/// <summary>What is kept of a result that was too large: how it was cut, and its first bytes as a text. No check may take the part for the whole.</summary>
public static class CutResult
{
    public const string Head = "head";

    private const string Cut = "cut";

    public static bool Is(JsonElement result) => HeadOf(result) is not null;

    /// <returns>Null where the result is whole.</returns>
    public static JsonElement? HeadOf(JsonElement result) =>
        result.ValueKind is JsonValueKind.Object && result.GetPropertyCount() == 2 && result.TryGetProperty(Cut, out _) && result.TryGetProperty(Head, out var head) ? head : null;
}
