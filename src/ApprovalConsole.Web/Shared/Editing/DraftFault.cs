using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>What is wrong with settings that are being written.</summary>
/// <param name="Key">As <c>Checks:0:Range</c>; empty where it is the whole.</param>
/// <param name="Line">In the JSON, from 0; null where it is not about the text.</param>
/// <param name="Column">In bytes, from 0.</param>
public sealed partial record DraftFault(string Key, string Problem, int? Line = null, int? Column = null)
{
    /// <summary>Why JSON does not say what it must, in words for people.</summary>
    public static DraftFault Of(JsonException e) => new(KeyOf(e.Path), Plain(e.Message), (int?)e.LineNumber, (int?)e.BytePositionInLine);

    private static string KeyOf(string? path) => path is null ? "" : Step().Replace(path, ":$1").Replace('.', ':').TrimStart('$', ':');

    private static string Plain(string message)
    {
        if (Unmapped().Match(message) is { Success: true } unmapped) return $"holds {unmapped.Groups[1].Value}, which is no key here";
        if (Unconverted().Match(message) is { Success: true } unconverted) return $"must be {Wanted(unconverted.Groups[1].Value.TrimEnd('.'))}";
        return message.Split(" Path: ")[0].Split(" LineNumber: ")[0];
    }

    private static string Wanted(string type) => type switch
    {
        _ when type.EndsWith(nameof(Reversibility), StringComparison.Ordinal) => string.Join(", ", Enum.GetNames<Reversibility>()),
        _ when type.EndsWith("QuotaScope", StringComparison.Ordinal) => "Principal, Agent or Tool",
        _ when type.EndsWith(nameof(Asking), StringComparison.Ordinal) => "Person or ByRule",
        _ when type.EndsWith(nameof(AnswerNeeds), StringComparison.Ordinal) => string.Join(", ", Enum.GetNames<AnswerNeeds>()),
        _ when type.EndsWith(nameof(GateMode), StringComparison.Ordinal) => string.Join(" or ", Enum.GetNames<GateMode>()),
        _ when type.Contains("TimeSpan", StringComparison.Ordinal) => "a time, as in \"00:15:00\" or \"1.00:00:00\"",
        _ when type.Contains("DateTimeOffset", StringComparison.Ordinal) => "an instant, as in \"2027-01-31T00:00:00Z\"",
        _ when type.Contains("Int32", StringComparison.Ordinal) || type.Contains("Int64", StringComparison.Ordinal) => "a whole number",
        _ when type.Contains("Decimal", StringComparison.Ordinal) || type.Contains("Double", StringComparison.Ordinal) => "a number",
        _ when type.Contains("Boolean", StringComparison.Ordinal) => "true or false",
        _ when type.Contains("Array", StringComparison.Ordinal) || type.Contains("List", StringComparison.Ordinal) => "a list",
        _ when type.EndsWith("String", StringComparison.Ordinal) => "a text",
        _ => "an object",
    };

    [GeneratedRegex(@"\[([0-9]+)\]")]
    private static partial Regex Step();

    [GeneratedRegex("JSON property '([^']*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex(@"could not be converted to ([\w.`+]+)")]
    private static partial Regex Unconverted();
}
