using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>Cuts results that are too large, and says so: a model must not take a part for the whole.</summary>
internal static class ResultLimit
{
    public static ToolOutcome Apply(ToolOutcome outcome, int mostBytes)
    {
        if (outcome is not ToolOutcome.Succeeded { Result.Text: { } text } || Encoding.UTF8.GetByteCount(text) is var bytes && bytes <= mostBytes) return outcome;
        var head = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text).AsSpan(0, mostBytes)).TrimEnd('\uFFFD'); // the cut may split a character
        return new ToolOutcome.Succeeded(JsonSerializer.Serialize(new { cut = $"The result has {bytes} bytes; these are the first {mostBytes}.", head }, ViewJson.Options));
    }

    public static bool IsCut(Payload result) => result.Text is { } text && StrictJson.TryParse(text, out var value, out _) && CutResult.Is(value);
}
