using System.Text.Json;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Sketching;

/// <summary>Arguments with a value that is right.</summary>
/// <param name="Value">At the place that is tried.</param>
/// <param name="IsHidden">People may not see the value, nor what is made of it.</param>
/// <param name="Run">In which the call was recorded; null where it was not.</param>
/// <param name="From">Where it is from, in words.</param>
internal sealed record Sample(JsonElement Arguments, JsonElement Value, bool IsHidden, Run? Run, ToolCall? Call, string From)
{
    private const int Longest = 60;

    public string Shown => Show(Value);

    /// <summary>The value itself, or one that was made of it, as people may see it.</summary>
    public string Show(JsonElement value) => IsHidden ? Mask.Mark : Text(value);

    public static string Text(JsonElement value) => (value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText()) is var text && text.Length <= Longest ? text : $"{text[..(Longest - 1)]}…";
}
