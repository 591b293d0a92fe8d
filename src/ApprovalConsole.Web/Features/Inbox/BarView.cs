using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>Which answers are open, and what still stands before an approval.</summary>
/// <param name="Hint">Why approving is not open; null where it is.</param>
public sealed record BarView(bool CanAnswer, bool CanApprove, string? Hint)
{
    private const int LongestName = 40;

    /// <param name="opened">Long values that were opened.</param>
    /// <param name="checkedHow">How a value with hidden characters was checked.</param>
    /// <param name="reentered">The decisive value as typed again.</param>
    /// <param name="sources">Paths of values whose source was shown.</param>
    /// <param name="standing">What this person may answer; null: anything.</param>
    /// <param name="isWhole">The arguments beyond the first are shown, where there are such.</param>
    public static BarView Of(
        CardView card, bool mayDecide, bool isSending, IReadOnlySet<string> opened, string checkedHow, string reentered, IReadOnlySet<string>? sources = null, Standing? standing = null, bool isWhole = false)
    {
        if (card.State is { } state) return new(false, false, $"{state.Label}{(state.By is { } by ? $"{(state.HasGone ? ", approved" : "")} by {by}" : "")}, while this was open. Nothing was recorded from here.");
        if (!mayDecide) return new(false, false, "You can look, not decide: that takes the role Reviewer.");
        if (isSending) return new(false, false, "Sent; not answered yet…");
        if (card.Shown.Approvals.Mine is true) return new(false, false, MineIsIn(card.Shown.ApprovalsNeeded - card.Shown.Approvals.Count));
        if (standing?.WhyNotDecide is { } barred) return new(false, false, barred);
        if (card.Shown.Masked) return new(false, false, standing?.WhyNotApprove ?? IsMasked);
        if (!card.Choices.IsEmpty) return new(true, false, null);
        var hint = standing?.WhyNotApprove ?? (standing?.UnknownLike is null ? null : LikeIsUnknown) ?? (card.Shown.CannotGo is null ? null : CannotGo) ?? WhyNotApprove(card, opened, checkedHow, reentered, sources ?? ImmutableHashSet<string>.Empty, isWhole);
        return new(true, hint is null, hint);
    }

    /// <summary>Why nobody approves while an equal call of another run may have happened.</summary>
    public const string LikeIsUnknown = "Settle the equal call first: nobody knows whether it happened.";

    /// <summary>Why nobody approves what would not be sent: it waits until it can be.</summary>
    public const string CannotGo = "It cannot go on as things are: see above.";

    /// <summary>To whoever does not see all that they would decide on.</summary>
    public const string IsMasked = "Part of it is masked for you: nobody decides on what they do not see.";

    /// <summary>To whoever has approved, while others have to.</summary>
    public static string MineIsIn(int more) => $"Your approval is recorded. {(more == 1 ? "One more person is" : $"{more} more people are")} needed.";

    private static string? WhyNotApprove(CardView card, IReadOnlySet<string> opened, string checkedHow, string reentered, IReadOnlySet<string> sources, bool isWhole)
    {
        if (card.Further > 0 && !isWhole) return $"Open the other {card.Further} arguments first: there are {card.Arguments.Length}.";
        if (card.MustBeOpened.FirstOrDefault(name => !opened.Contains(name)) is { } closed) return $"Open {Cut.Head(closed, LongestName, 1)} first: it is too long to be seen at a glance.";
        if (card.NeedsCheckNote && BlankText.Is(checkedHow)) return "A value that decides holds hidden characters: edit it, or say how you checked it.";
        if (BlankText.Is(checkedHow) && card.Unproven.FirstOrDefault(t => !sources.Contains(t.Path)) is { } unproven)
            return $"{unproven.Path[1..]}: {unproven.Label}. {(unproven.CallId is null ? "Correct" : "Open the source, correct")} it, or say how you checked it.";
        if (card.Reenter is { } value && reentered.Trim() != value.Trim()) return "Type the decisive value again.";
        return null;
    }
}
