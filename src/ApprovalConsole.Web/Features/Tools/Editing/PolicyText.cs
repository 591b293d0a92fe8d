using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>A policy as JSON for people: what says no more than the default is left out, but for the class.</summary>
public static partial class PolicyText
{
    private static readonly JsonObject Defaults = Tree(new());
    private static readonly string[] ListsOfRules = ["checks", "authorization", "facts"];

    public static string Of(ToolPolicy policy) => SpreadJson.Of(Compact(policy));

    public static JsonObject Compact(ToolPolicy policy)
    {
        var tree = Tree(policy);
        foreach (var key in tree.Select(p => p.Key).Where(key => key is not "reversibility" && JsonNode.DeepEquals(tree[key], Defaults[key])).ToList()) tree.Remove(key);
        foreach (var rule in ListsOfRules.SelectMany(key => tree[key] as JsonArray ?? []).OfType<JsonObject>().Where(rule => rule["optional"]?.GetValueKind() is JsonValueKind.False))
            rule.Remove("optional");
        return tree;
    }

    /// <summary>The policy that the text says, or why it says none: at which line, and at which key where that can be told.</summary>
    public static (ToolPolicy? Policy, PolicyFault? Fault) Read(string text)
    {
        try
        {
            var policy = JsonSerializer.Deserialize<ToolPolicy>(text, ViewJson.Options);
            policy?.Unknown?.Remove("version"); // as the API shows it; the version is not part of what is laid down
            return policy is null ? (null, new("", "must be an object", 0)) : (policy, null);
        }
        catch (JsonException e)
        {
            return (null, new(KeyOf(e.Path), Plain(e.Message), (int?)e.LineNumber, (int?)e.BytePositionInLine));
        }
    }

    // By the declared type: the version of a view is no part of what was laid down.
    private static JsonObject Tree(ToolPolicy policy) => JsonSerializer.SerializeToNode(policy, ViewJson.Options)!.AsObject();

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
        _ when type.Contains("TimeSpan", StringComparison.Ordinal) => "a time, as in \"00:15:00\" or \"1.00:00:00\"",
        _ when type.Contains("DateTimeOffset", StringComparison.Ordinal) => "an instant, as in \"2027-01-31T00:00:00Z\"",
        _ when type.Contains("Int32", StringComparison.Ordinal) => "a whole number",
        _ when type.Contains("Decimal", StringComparison.Ordinal) => "a number",
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

/// <summary>What is wrong with a policy that is being written.</summary>
/// <param name="Key">As <c>Checks:0:Range</c>; empty where it is the whole.</param>
/// <param name="Line">In the JSON, from 0; null where it is not about the text.</param>
/// <param name="Column">In bytes, from 0.</param>
public sealed record PolicyFault(string Key, string Problem, int? Line = null, int? Column = null);
