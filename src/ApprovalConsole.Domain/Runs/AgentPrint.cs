using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace ApprovalConsole.Domain.Runs;

/// <summary>What an agent was when a run began, part by part: enough to say later which parts of it are others by now. What they said is not in it.</summary>
public static class AgentPrint
{
    /// <summary>The source of a difference between two of them.</summary>
    public const string Source = "agent";

    // It tells versions of one's own settings apart, and proves nothing: four bytes do.
    private const int Letters = 8;

    /// <param name="parts">Names without spaces and colons, each with all that it says; one that says nothing is left out.</param>
    /// <returns><c>instructions:1a2b3c4d tools:5e6f7a8b</c>, in the order of the names.</returns>
    public static string Of(IEnumerable<(string Part, string Text)> parts) => string.Join(' ', parts.Where(p => p.Text.Length > 0).OrderBy(p => p.Part, StringComparer.Ordinal)
        .Select(p => $"{p.Part}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(p.Text)))[..Letters]}"));

    /// <summary>The parts that are not what they were, each with both prints; empty is none.</summary>
    public static ImmutableArray<Difference> Between(string was, string now)
    {
        var (before, after) = (Read(was), Read(now));
        return [.. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal).Select(part => new Difference(Source, $"/{part}", before.GetValueOrDefault(part, ""), after.GetValueOrDefault(part, ""))).Where(d => d.Was != d.Is)];
    }

    private static Dictionary<string, string> Read(string print) =>
        print.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(':', 2)).Where(p => p.Length == 2).GroupBy(p => p[0]).ToDictionary(same => same.Key, same => same.First()[1]);
}
