using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What a person answered to one card, with the card as it was painted for them.</summary>
/// <param name="Arguments">With an edit.</param>
/// <param name="Result">With a response in the tool's place.</param>
/// <param name="Stops">A rejection that also ends the run.</param>
/// <param name="Checked">With an approval: how what stood in no evidence was checked.</param>
public sealed record CardAnswer(
    CardView Card, DecisionKind Kind, string? Reason = null, JsonElement? Arguments = null, JsonElement? Result = null, bool Stops = false, string? Checked = null)
{
    /// <summary>Something goes on by one press: it takes a card that has been before the reviewer for as long as it takes to read.</summary>
    public bool LetsGoOn => Kind is DecisionKind.Approve or DecisionKind.Edit || !Card.Choices.IsEmpty && Kind is DecisionKind.Respond;

    /// <summary>The answer as the browser keeps it until it knows that it arrived.</summary>
    public string Body => JsonSerializer.Serialize(ToRequest(null), ViewJson.Options);

    /// <param name="decisionId">The same for every sending of this answer.</param>
    public DecisionRequest ToRequest(string? decisionId) => new(
        Kind.ToString().ToLowerInvariant(), Card.Shown.ArgumentsHash, Card.Shown.ViewHash, Arguments, Reason, Result, Stops ? "stop" : null, decisionId)
        { Checked = Checked?.Trim() is { Length: > 0 } how ? how : null };
}
