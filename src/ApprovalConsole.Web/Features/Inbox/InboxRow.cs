using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>One line of the list.</summary>
/// <param name="State">What became of it; null while it waits.</param>
public sealed record InboxRow(
    string Id, ImmutableArray<TitlePart> Title, Reversibility Class, string OnBehalfOf, string Agent, int ApprovalsNeeded, int Approvals,
    DateTimeOffset RequestedAt, string? Supersedes, StateView? State)
{
    /// <summary>The agent that asked for it, and the tool: what asks for much at once is known by these.</summary>
    public (string Agent, string Tool) Kind { get; init; }

    /// <summary>The view as it was listed; empty where part of it is masked.</summary>
    public string ViewHash { get; init; } = "";

    /// <summary>Nobody's answer counts any more after this.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What has changed under it since it was proposed, in two words; null where nothing has.</summary>
    public string? Since { get; init; }

    /// <summary>Whose it is to decide first; null: nobody's in particular.</summary>
    public HandOverView? HandedOver { get; init; }

    /// <summary>Who was told that it waits for long; null where nobody was.</summary>
    public EscalationTarget? EscalatedTo { get; init; }

    public bool IsPending => State is null;

    public bool IsSettled => State is { IsSettled: true };

    /// <summary>Somebody answered, if not everybody who must.</summary>
    public bool HasAnswer => State is not null || Approvals > 0;

    public static InboxRow Of(ProposalView proposal) => new(
        proposal.Id, TitlePart.Of(proposal), proposal.Reversibility, proposal.OnBehalfOf, proposal.Ancestors is [.., var above] ? $"{proposal.Agent} for {above.Agent}" : proposal.Agent, proposal.ApprovalsNeeded, proposal.Approvals.Count,
        proposal.RequestedAt, proposal.Supersedes, StateView.Of(proposal))
    {
        Kind = (proposal.Agent, proposal.Tool),
        ViewHash = proposal.ViewHash,
        ExpiresAt = proposal.ExpiresAt,
        HandedOver = proposal.HandedOver,
        EscalatedTo = proposal.EscalatedTo,
        Since = proposal switch { { CannotGo: not null } => "cannot go", { Changed: { } changed } when changed.Any(d => d.Source != AgentPrint.Source) => "changed since", { Changed: not null } => "agent changed", _ => null },
    };
}
