using System.Collections.Immutable;
using ApprovalConsole.Domain.Grounding;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>That the run must have seen an id before it says it, where all recorded calls had.</summary>
internal static class GroundingLines
{
    public static IEnumerable<SketchLine> Of(Tool tool, ImmutableArray<SchemaLeaf> leaves, Recorded recorded)
    {
        foreach (var leaf in leaves.Where(l => l is { IsId: true, IsRequired: true } && !tool.Policy.RequireGrounded.ContainsKey(l.Pointer)))
        {
            var sources = Sources.Of(leaf, recorded.Done(tool.Id), recorded);
            if (sources.Count < Recorded.FewestToAgree || sources.Any(s => s.Found > Found.Record)) continue;
            yield return new($"grounded:{leaf.Pointer}", new PolicyLine.Grounded(leaf.Pointer, "record"), [.. Reasons(leaf, sources, recorded)]) { Tries = leaf.Pointer };
        }
    }

    private static IEnumerable<string> Reasons(SchemaLeaf leaf, IReadOnlyList<Sources.Source> sources, Recorded recorded)
    {
        foreach (var group in sources.GroupBy(s => (s.Found, s.ToolId)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.ToolId, StringComparer.Ordinal))
            yield return $"{leaf.Name} was found in {Where(group.Key.Found, group.Key.ToolId)} in {group.Count()} of {sources.Count} calls.";
    }

    private static string Where(Found found, string? toolId) => found switch
    {
        Found.Principal => "what is known of the user",
        Found.Input => "what the run was asked",
        _ when toolId is { } id => $"a result of {id[(id.IndexOf('.', StringComparison.Ordinal) + 1)..]}",
        _ => "a record",
    };
}
