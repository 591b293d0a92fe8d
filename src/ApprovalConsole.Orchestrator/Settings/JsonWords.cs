using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>Why JSON does not say what it must, in words for people: the serializer's own name our types.</summary>
public static partial class JsonWords
{
    /// <returns>To be read after the name of the place, as in <c>must be a whole number</c>.</returns>
    public static string Of(JsonException e)
    {
        if (Unmapped().Match(e.Message) is { Success: true } unmapped) return $"holds {unmapped.Groups[1].Value}, which is no key here";
        if (Unconverted().Match(e.Message) is { Success: true } unconverted) return $"must be {Wanted(unconverted.Groups[1].Value.TrimEnd('.', ']'), e.Path)}";
        if (Missing().Match(e.Message) is { Success: true } missing) return $"must hold {missing.Groups[1].Value.Replace("'", "", StringComparison.Ordinal).TrimEnd('.')}";
        if (e.Message.Contains("doesn't allow setting null", StringComparison.Ordinal)) return "must not be null";
        return e.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0];
    }

    private static string Wanted(string type, string? at) => type switch
    {
        _ when type.EndsWith(nameof(ModelPrice), StringComparison.Ordinal) && at is not "$" => "a number", // of what is made by its constructor, only the whole is named
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

    [GeneratedRegex("JSON property '([^']*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex("missing required properties including: (.*)")]
    private static partial Regex Missing();

    [GeneratedRegex(@"could not be converted to ([\w.`+\[\]]+)")]
    private static partial Regex Unconverted();
}
