using System.Collections.Immutable;
using ApprovalConsole.Domain.Grounding;

namespace ApprovalConsole.Domain.Tools;

/// <summary>The gate's word on one call: what was checked, and on which terms it may go.</summary>
/// <param name="Arguments">Canonical JSON (RFC 8785); as the model wrote them where they could not be read.</param>
/// <param name="ArgumentsHash">Lower-case hex SHA-256 of the canonical bytes; empty where the arguments could not be read.</param>
/// <param name="Terms">Null where the tool is not known.</param>
public sealed record Verdict(Payload Arguments, string ArgumentsHash, Validation Validation, CallTerms? Terms)
{
    public ImmutableArray<Fact> Facts { get; init; } = [];

    /// <summary>Where each value was seen before, for those who decide. Empty where nobody is asked.</summary>
    public ImmutableArray<GroundedValue> Grounding { get; init; } = [];

    /// <summary>Of a tool that may not be called: the definition that it has now, so that what waited under another can say so. Null of every other tool.</summary>
    public string? DefinitionNow { get; init; }

    public bool MayGo => Terms is not null && Validation.MayGo && Terms.Reversibility is not Reversibility.Forbidden;
}
