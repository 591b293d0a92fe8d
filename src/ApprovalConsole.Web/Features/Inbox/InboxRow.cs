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
    public bool IsPending => State is null;

    public bool IsSettled => State is { IsSettled: true };

    /// <summary>Somebody answered, if not everybody who must.</summary>
    public bool HasAnswer => State is not null || Approvals > 0;

    public static InboxRow Of(ProposalView proposal) => new(
        proposal.Id, TitlePart.Of(proposal), proposal.Reversibility, proposal.OnBehalfOf, proposal.Ancestors is [.., var above] ? $"{proposal.Agent} for {above.Agent}" : proposal.Agent, proposal.ApprovalsNeeded, proposal.Approvals.Count,
        proposal.RequestedAt, proposal.Supersedes, StateView.Of(proposal));
}
