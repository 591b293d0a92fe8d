namespace ApprovalConsole.Domain.Tools;

/// <summary>What a model calls a tool: its name where that is unique among the agent's tools, else <c>source_name</c>.</summary>
public static class ToolNames
{
    /// <returns>The tools by the name the model sees, in a fixed order, so that requests of one task start with the same bytes.</returns>
    public static IReadOnlyList<(string Name, Tool Tool)> For(IEnumerable<Tool> tools)
    {
        var ordered = tools.OrderBy(t => t.Id, StringComparer.Ordinal).ToList();
        var shared = ordered.GroupBy(t => t.Definition.Name).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        return [.. ordered.Select(t => (shared.Contains(t.Definition.Name) ? $"{t.Definition.Source}_{t.Definition.Name}" : t.Definition.Name, t))];
    }

    /// <summary>True where a pattern of an agent's tool list, <c>desk.*</c> or <c>desk.get_order</c>, names the tool.</summary>
    public static bool Matches(string pattern, string toolId) => pattern.EndsWith('*')
        ? toolId.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : pattern == toolId;
}
