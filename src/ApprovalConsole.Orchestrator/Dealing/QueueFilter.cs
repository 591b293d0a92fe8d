using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Dealing;

/// <summary>Which of the proposals that wait somebody looks at.</summary>
/// <param name="AtLeast">Money that the proposal's sentence names first, whatever the currency; one that names none is in no queue by amount.</param>
/// <param name="Words">What a list may show of it holds these: sentence, principal, agent, tool or arguments, in any case.</param>
public sealed record QueueFilter(string? Tool = null, string? Agent = null, decimal? AtLeast = null, decimal? AtMost = null, string? Words = null)
{
    /// <summary>What was handed to this person; null: whosever it is.</summary>
    public string? HandedTo { get; init; }

    /// <summary>What this role was told of; null: any.</summary>
    public EscalationTarget? Escalated { get; init; }

    /// <summary>Everything that waits.</summary>
    public static readonly QueueFilter All = new();
}
