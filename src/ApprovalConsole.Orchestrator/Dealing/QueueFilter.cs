namespace ApprovalConsole.Orchestrator.Dealing;

/// <summary>Which of the proposals that wait somebody looks at.</summary>
/// <param name="AtLeast">Money that the proposal's sentence names first, whatever the currency; one that names none is in no queue by amount.</param>
/// <param name="Words">What a list may show of it holds these: sentence, principal, agent, tool or arguments, in any case.</param>
public sealed record QueueFilter(string? Tool = null, string? Agent = null, decimal? AtLeast = null, decimal? AtMost = null, string? Words = null)
{
    /// <summary>Everything that waits.</summary>
    public static readonly QueueFilter All = new();
}
