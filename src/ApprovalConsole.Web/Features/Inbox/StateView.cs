using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What became of a proposal, as the journal has it: never what somebody clicked.</summary>
/// <param name="Label">One or two words.</param>
/// <param name="Sentence">Who, when, and what is known of the world.</param>
/// <param name="Answer">The tool's answer or error, or a person's words.</param>
/// <param name="IsSettled">It will not change any more.</param>
public sealed record StateView(string Label, string Sign, string Sentence, string? By, DateTimeOffset? At, string? Reason, string? Answer, bool IsSettled)
{
    /// <summary>An approval let the call go: who gave it and when is not who did it and when that was known.</summary>
    public bool HasGone { get; init; }

    /// <summary>When it was known what became of the call; null where it never went, or nobody knows yet.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>The call is held until then, and the approval can be recalled; null where not.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>The equal call of another run that it waits for; null where it waits for none.</summary>
    public string? BlockedBy { get; init; }

    /// <summary>How those who approved checked what stood in no evidence.</summary>
    public ImmutableArray<CheckedView> Checked { get; init; } = [];

    /// <returns>Null while it waits for people.</returns>
    public static StateView? Of(ProposalView proposal)
    {
        var d = proposal.Decision;
        var edited = d?.Decision is DecisionKind.Edit ? ", edited" : "";
        StateView Say(string label, string sign, string sentence, bool settled) => new(
            label, sign, sentence, d?.By, d?.At, d?.Reason is { Length: > 0 } reason && proposal.Outcome?.Answer?.Contains(reason, StringComparison.Ordinal) is not true ? reason : null, proposal.Outcome?.Answer, settled)
            { Checked = [.. d?.Checked ?? []] };

        StateView Gone(string label, string sign, string sentence, bool settled) => Say(label, sign, sentence, settled) with { HasGone = true, SettledAt = proposal.Outcome?.At };

        return proposal.Status switch
        {
            ProposalStatus.Pending => null,
            ProposalStatus.Approved when proposal.BlockedBy is not null =>
                Say($"Approved{edited}", "→", "Not sent yet: an equal call of another run is out, or its outcome is unknown.", false) with { BlockedBy = proposal.Masked ? null : proposal.BlockedBy },
            ProposalStatus.Approved => Say($"Approved{edited}", "→", "Not sent yet.", false) with { HeldUntil = proposal.HoldUntil },
            ProposalStatus.Executing => Gone("Executing", "→", "Sent; no answer yet.", false),
            ProposalStatus.Executed when d?.Decision is DecisionKind.Respond => Say("Answered by a person", "✓", "The tool was not called.", true),
            ProposalStatus.Executed => Gone($"Done{edited}", "✓", "The tool answered.", true),
            ProposalStatus.Failed => Gone("Failed, nothing happened", "✕", "The tool said no, or was never reached.", true),
            ProposalStatus.OutcomeUnknown => Gone("Outcome unknown", "?", "It was sent, and nobody can say if it happened. It is not sent again by itself.", false),
            ProposalStatus.Rejected when d?.Decision is DecisionKind.Revise => Say("Sent back", "↩", "The agent is asked to try again.", true),
            ProposalStatus.Rejected when d?.Decision is DecisionKind.Respond => Say("Answered by a person", "✓", "The tool was not called.", true),
            ProposalStatus.Rejected => Say("Rejected", "✕", "Nothing was sent.", true),
            ProposalStatus.Expired => Say("Expired", "✕", "Nobody answered in time. Nothing was sent.", true),
            ProposalStatus.Stale when proposal.SupersededBy is null => Say("Out of date", "✕", "What it rested on has changed, and the call no longer passes: the agent was told. Nothing was sent.", true),
            ProposalStatus.Stale => Say("Out of date", "✕", "What it rested on has changed; a new version waits. Nothing was sent.", true),
            ProposalStatus.Withdrawn when proposal.SupersededBy is not null => Say("Edited", "✎", "A reviewer changed it: the new version waits, and approvals given to this one lapsed. Nothing was sent.", true),
            ProposalStatus.Withdrawn => Say("Withdrawn", "✕", "Nothing was sent.", true),
            _ => Say(proposal.Status.ToString(), "?", "", false),
        };
    }
}
