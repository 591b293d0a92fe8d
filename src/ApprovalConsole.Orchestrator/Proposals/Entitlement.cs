using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>Whether one person may decide on one proposal.</summary>
internal sealed class Entitlement(ToolCatalog catalog, PolicyBook policies, TimeProvider time)
{
    /// <summary>Now, and as it stands: such a person must see all of it, for they answer for exactly these bytes.</summary>
    public bool MayDecide(Run run, Proposal proposal, Reader reader) =>
        reader.MayDecide && proposal is { IsPending: true, Arguments.Text: { } arguments } && run.End is null && proposal.ExpiresAt > time.GetUtcNow()
        && (reader.MayDecideCritical || proposal.Terms.Reversibility < Reversibility.Critical)
        && RunDecider.WhyBarred(run, proposal, reader.Actor) is null && IsWithin(run, proposal, reader.Actor, JsonElement.Parse(arguments))
        && (proposal.Terms.Reversibility < Reversibility.Irreversible || WhyNotEditor(proposal.Terms, null, reader.Actor) is null);

    /// <summary>Whether the arguments lie within what the policy lets this reviewer approve.</summary>
    public bool IsWithin(Run run, Proposal proposal, Actor by, JsonElement arguments) =>
        catalog.ToolOf(run.Calls[proposal.CallId]) is { } tool && ReviewerBounds.Allow(tool.Policy, by, arguments);

    /// <summary>Who has laid down what a tool may do does not let its calls go: not for 30 days, and nothing critical while theirs is the last word.</summary>
    public Refusal? WhyNotEditor(CallTerms proposed, CallTerms? edited, Actor by)
    {
        var isCritical = proposed.Reversibility >= Reversibility.Critical || edited?.Reversibility >= Reversibility.Critical;
        return policies.HadAHand(proposed.Tool, by, time.GetUtcNow() - PolicyBook.EditorsStandBackFor, isCritical)
            ? new(RefusalCode.SeparationOfDuties, "You had a hand in this tool's policy: another reviewer is needed.") : null;
    }
}
