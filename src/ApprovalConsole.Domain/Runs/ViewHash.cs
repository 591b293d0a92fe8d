using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Binds a decision to what was on the screen: lower-case hex SHA-256 of RFC 8785
/// <c>{id, revision, arguments, facts, title, reversibility, definitionHash, policyVersion}</c>.</summary>
public static class ViewHash
{
    public static string Of(Proposal proposal) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalOf(proposal))));

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
}
