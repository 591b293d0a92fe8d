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
    /// <summary>Nobody's answer counts any more after this.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What has changed under it since it was proposed, in two words; null where nothing has.</summary>
    public string? Since { get; init; }

    public bool IsPending => State is null;

    public bool IsSettled => State is { IsSettled: true };

    /// <summary>Somebody answered, if not everybody who must.</summary>
    public bool HasAnswer => State is not null || Approvals > 0;

    public static InboxRow Of(ProposalView proposal) => new(
        proposal.Id, TitlePart.Of(proposal), proposal.Reversibility, proposal.OnBehalfOf, proposal.Ancestors is [.., var above] ? $"{proposal.Agent} for {above.Agent}" : proposal.Agent, proposal.ApprovalsNeeded, proposal.Approvals.Count,
        proposal.RequestedAt, proposal.Supersedes, StateView.Of(proposal))
    {
        ExpiresAt = proposal.ExpiresAt,
        Since = proposal switch { { CannotGo: not null } => "cannot go", { Changed: { } changed } when changed.Any(d => d.Source != AgentPrint.Source) => "changed since", { Changed: not null } => "agent changed", _ => null },
    };
}
