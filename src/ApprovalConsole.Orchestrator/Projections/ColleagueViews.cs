using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>A remark as others read it.</summary>
public sealed record CommentView(string Id, string By, string Text, DateTimeOffset At)
{
    /// <summary>Those that this reader may see. While several still decide, each without knowing of the others, nobody reads what the others say.</summary>
    internal static ImmutableArray<CommentView> Of(Proposal proposal, Actor reader) =>
        [.. proposal.Comments.Where(c => proposal is not { IsPending: true, Terms.ApprovalsNeeded: > 1 } || c.By.IsSameAs(reader)).Select(c => new CommentView(c.Id, c.By.Name, c.Text.ToString(), c.At))];
}

/// <summary>Whose a proposal is to decide first.</summary>
public sealed record HandOverView(string To, string ToName, string By, string Note, DateTimeOffset At)
{
    /// <summary>While several still decide, it says neither who handed it over nor their words: both would tell of one who may have answered.</summary>
    internal static HandOverView? Of(Proposal proposal) => proposal switch
    {
        { HandedOver: null } => null,
        { HandedOver: { } h, IsPending: true, Terms.ApprovalsNeeded: > 1 } => new(h.To, h.ToName, "a colleague", "", h.At),
        { HandedOver: { } h } => new(h.To, h.ToName, h.By.Name, h.Note.ToString(), h.At),
    };
}
