using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>Two lists of tools, as patterns.</summary>
internal static class ToolLists
{
    /// <summary>Patterns that name tools which none of the others has to name.</summary>
    public static IEnumerable<string> Beyond(IReadOnlyList<string> now, IReadOnlyList<string> was) => now.Where(p => !was.Any(w => ToolNames.Covers(w, p)));

    /// <summary>Patterns of tools that both lists name.</summary>
    public static IReadOnlyList<string> Common(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        [.. other.Where(p => one.Any(w => ToolNames.Covers(w, p))).Concat(one.Where(p => other.Any(w => ToolNames.Covers(w, p)))).Distinct(StringComparer.Ordinal)];
}
