using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Access;

/// <summary>What a program may claim of those on whose behalf it starts runs. A list that is left out bounds nothing; an empty one allows nothing.</summary>
/// <param name="Permissions">Permissions it may assert; <c>*</c> stands for all of them.</param>
/// <param name="Subjects">Subjects it may act for; one that ends in <c>*</c> stands for all that begin so.</param>
/// <param name="Agents">Agents it may start.</param>
public sealed record MayAssert(ImmutableArray<string>? Permissions = null, ImmutableArray<string>? Subjects = null, ImmutableArray<string>? Agents = null)
{
    /// <summary>Nothing of anybody.</summary>
    public static readonly MayAssert Nothing = new([], [], []);

    /// <summary>What lies outside, in words; null where all of it lies within.</summary>
    public string? WhyNot(string agent, string subject, IReadOnlyCollection<string> permissions)
    {
        if (Agents is { } agents && !agents.Contains(agent)) return $"agent {agent} is not among those it may start";
        if (Subjects is { } subjects && !subjects.Any(s => Covers(s, subject))) return $"subject {subject} is not among those it may act for";
        return Permissions is { } bound && !bound.Contains("*") && permissions.FirstOrDefault(p => !bound.Contains(p)) is { } beyond
            ? $"permission {beyond} is not among those it may assert" : null;
    }

    private static bool Covers(string pattern, string subject) =>
        pattern.EndsWith('*') ? subject.StartsWith(pattern[..^1], StringComparison.Ordinal) : subject == pattern;
}
