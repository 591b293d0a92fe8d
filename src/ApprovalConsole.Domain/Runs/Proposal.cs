using System.Collections.Immutable;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>A validated call that waits, or waited, for people.</summary>
/// <param name="Revision">Counts the call's proposals, from 1.</param>
public sealed record Proposal(
    string Id, string CallId, int Revision, Payload Arguments, string ArgumentsHash, CallTerms Terms, Validation Validation,
    ImmutableArray<Fact> Facts, DateTimeOffset RequestedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>What people answered; the call's own progress is in <see cref="Run.StatusOf(Proposal)"/>.</summary>
    public ProposalStatus Answered { get; init; } = ProposalStatus.Pending;

    public ImmutableArray<Approval> Approvals { get; init; } = [];

    /// <summary>The answer that settled it.</summary>
    public SettledDecision? Decision { get; init; }

    /// <summary>Somebody approved it who was blocked since, before the call was sent.</summary>
    public bool HasLostApprovals { get; init; }

    public Payload? OriginalArguments { get; init; }

    /// <summary>Where each value was seen before.</summary>
    public ImmutableArray<GroundedValue> Grounding { get; init; } = [];

    public string? Supersedes { get; init; }

    /// <summary>The span that asked; null: nobody traced it.</summary>
    public string? Trace { get; init; }

    /// <summary>What people told each other of it, and of those whose place it took.</summary>
    public ImmutableArray<Comment> Comments { get; init; } = [];

    /// <summary>Whose it is to decide first; null: nobody's in particular.</summary>
    public HandOver? HandedOver { get; init; }

    /// <summary>When others were told that it waits; null while they were not.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>When others are to be told; null: they were, or need not be.</summary>
    public DateTimeOffset? EscalatesAt => IsPending && EscalatedAt is null && Terms.Escalation is { } escalation ? RequestedAt + escalation.After : null;

    public ImmutableArray<Difference> Difference { get; init; } = [];

    /// <summary>Hash over everything that a reviewer sees and a decision is bound to.</summary>
    public string ViewHash => Runs.ViewHash.Of(this);

    public bool IsPending => Answered is ProposalStatus.Pending;

    /// <summary>When the call may go, after the policy's hold.</summary>
    public DateTimeOffset? HoldUntil => Terms.Hold > TimeSpan.Zero && Decision is { } d ? d.At + Terms.Hold : null;
}

/// <summary>One person's approval.</summary>
public sealed record Approval(string DecisionId, Actor By, string ArgumentsHash, string ViewHash, string Mac, DateTimeOffset At)
{
    /// <summary>How this person checked what stood in no evidence; null where nothing was said.</summary>
    public Payload? Checked { get; init; }
}

/// <summary>How a proposal was answered, and by whom.</summary>
public sealed record SettledDecision(DecisionKind Kind, Actor By, Payload Reason, DateTimeOffset At);
