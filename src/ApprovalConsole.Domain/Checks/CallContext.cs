using System.Collections.Immutable;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Checks;

/// <summary>What a call is validated against besides its tool: who it is for, when, and what is known.</summary>
/// <param name="CallId">The call itself does not count in its own quota.</param>
public sealed record CallContext(Principal Principal, string Agent, string CallId, DateTimeOffset Now, Knowledge Knowledge)
{
    private static readonly Lazy<Evidence> NoEvidence = new(Grounding.Evidence.None);

    /// <summary>What the run had seen before it asked for the call. Read only where values are traced.</summary>
    public Lazy<Evidence> Evidence { get; init; } = NoEvidence;

    /// <summary>Checks of this one call, besides those of its tool.</summary>
    public ImmutableArray<CheckRule> AlsoChecks { get; init; } = [];
}
