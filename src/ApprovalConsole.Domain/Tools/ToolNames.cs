using System.Buffers;

namespace ApprovalConsole.Domain.Tools;

/// <summary>What a model calls a tool: its name where that is unique among the agent's tools, else <c>source_name</c>.</summary>
public static class ToolNames
{
    /// <summary>What providers take as a name: letters, digits, <c>_</c> and <c>-</c>, at most this many.</summary>
    private const int Longest = 64;

    private static readonly SearchValues<char> PlainLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <returns>The tools by the name the model sees, in a fixed order, so that requests of one task start with the same bytes.</returns>
    public static IReadOnlyList<(string Name, Tool Tool)> For(IEnumerable<Tool> tools)
    {
        var ordered = tools.OrderBy(t => t.Id, StringComparer.Ordinal).ToList();
        var shared = ordered.GroupBy(t => Plain(t.Definition.Name)).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        var taken = new HashSet<string>();
        return [.. ordered.Select(t => (Free(shared.Contains(Plain(t.Definition.Name)) ? Plain(t.Id) : Plain(t.Definition.Name), taken), t))];
    }

    /// <summary>True where a pattern of an agent's tool list, <c>desk.*</c> or <c>desk.get_order</c>, names the tool.</summary>
    public static bool Matches(string pattern, string toolId) => pattern.EndsWith('*')
        ? toolId.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1))
        : pattern == toolId;

    /// <summary>Every tool that the narrow pattern could name is named by the wide one too.</summary>
    public static bool Covers(string wide, string narrow) => narrow.EndsWith('*') ? wide.EndsWith('*') && Matches(wide, narrow[..^1]) : Matches(wide, narrow);

    /// <summary>Whether a model that says the name may mean the tool, whichever tools its agent has.</summary>
    public static bool MayMean(string name, string toolId) =>
        new[] { Plain(toolId), Plain(toolId[(toolId.IndexOf('.', StringComparison.Ordinal) + 1)..]) }.Any(plain => name == plain || name.StartsWith($"{plain}_", StringComparison.Ordinal));

    private static string Plain(string name)
    {
        if (name.Length <= Longest && !name.AsSpan().ContainsAnyExcept(PlainLetters)) return name;
        var plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
        return plain.Length <= Longest ? plain : plain[..Longest];
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var n = 2; !taken.Add(free); n++) free = $"{name[..Math.Min(name.Length, Longest - 4)]}_{n}";
        return free;
    }
}
