using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Runs;

/// <summary>One argument that differs between two versions.</summary>
/// <param name="Was">Null where it was absent.</param>
/// <param name="Is">Null where it is absent.</param>
public sealed record ArgumentChange(string Path, JsonNode? Was, JsonNode? Is);

/// <summary>What a reviewer changed, argument by argument.</summary>
public static class ArgumentsDiff
{
    public static IReadOnlyList<ArgumentChange> Between(string was, string now)
    {
        var (a, b) = (JsonNode.Parse(was), JsonNode.Parse(now));
        if (a is not JsonObject x || b is not JsonObject y) return JsonNode.DeepEquals(a, b) ? [] : [new("", a, b)];
        return [.. x.Select(p => p.Key).Union(y.Select(p => p.Key))
            .Where(key => x.ContainsKey(key) != y.ContainsKey(key) || !JsonNode.DeepEquals(x[key], y[key]))
            .Select(key => new ArgumentChange($"/{JsonPointer.Escape(key)}", x[key]?.DeepClone(), y[key]?.DeepClone()))];
    }
}
