using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>An agent: what it is told, what it may see, which model it asks, where it stops.</summary>
public sealed record AgentSettings
{
    public const string Section = "Agents";

    public required string Instructions { get; init; }

    /// <summary>Tool ids, or <c>source.*</c> for all of a source.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Model by purpose (plan, act, repair, summarize, answer). A purpose without a route takes <c>act</c>'s, then any.</summary>
    public IReadOnlyDictionary<string, string> Routes { get; init; } = new Dictionary<string, string>();

    public RunLimits Limits { get; init; } = new();
}
