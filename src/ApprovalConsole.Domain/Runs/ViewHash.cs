using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Binds a decision to what was on the screen: lower-case hex SHA-256 of RFC 8785
/// <c>{id, revision, arguments, facts, title, reversibility, definitionHash, policyVersion}</c>.</summary>
public static class ViewHash
{
    // As long as the terms are in memory: a proposal is asked for its hash at each look and each row, and none of what is hashed changes while it lives.
    private static readonly ConditionalWeakTable<CallTerms, Known> Kept = [];

    /// <summary>Reckoned once for the very objects that it is of: where any of them is another, it is reckoned anew.</summary>
    public static string Of(Proposal proposal)
    {
        if (Kept.TryGetValue(proposal.Terms, out var known) && known.IsOf(proposal)) return known.Hash;
        var hash = TextHash.Of(CanonicalOf(proposal));
        Kept.AddOrUpdate(proposal.Terms, new(proposal.Id, proposal.Revision, proposal.Arguments.Text, proposal.Facts, hash));
        return hash;
    }

    /// <summary>What is hashed.</summary>
    public static string CanonicalOf(Proposal proposal)
    {
        var facts = proposal.Facts.Select(f => new { tool = f.Tool, path = f.Path, value = Parsed(f.Value) });
        return CanonicalJson.Of(JsonSerializer.SerializeToElement(new
        {
            id = proposal.Id,
            revision = proposal.Revision,
            arguments = Parsed(proposal.Arguments),
            facts,
            title = proposal.Terms.Title.ToString(),
            reversibility = proposal.Terms.Reversibility.ToString(),
            definitionHash = proposal.Terms.DefinitionHash,
            policyVersion = proposal.Terms.PolicyVersion,
        }));
    }

    private static JsonElement? Parsed(Payload json) => json.Text is { } text ? JsonElement.Parse(text) : null;

    private sealed record Known(string Id, int Revision, string? Arguments, ImmutableArray<Fact> Facts, string Hash)
    {
        public bool IsOf(Proposal proposal) => proposal.Id == Id && proposal.Revision == Revision && ReferenceEquals(proposal.Arguments.Text, Arguments) && proposal.Facts == Facts;
    }
}
