using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ApprovalConsole.Domain.Stops;

/// <summary>When the gate could not show that it holds, and when it could again. Wire names are a contract: add, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Failed), "proof.failed.v1")]
[JsonDerivedType(typeof(HeldAgain), "proof.heldAgain.v1")]
public abstract record ProofEvent
{
    private ProofEvent() { }

    public abstract DateTimeOffset At { get; init; }

    /// <param name="Findings">What did not hold, a sentence each.</param>
    public sealed record Failed(ImmutableArray<string> Findings, DateTimeOffset At) : ProofEvent;

    public sealed record HeldAgain(DateTimeOffset At) : ProofEvent;
}
