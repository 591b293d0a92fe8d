using ApprovalConsole.Web.Shared.Editing;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>What the box of a fault is called on the form; the policy's own name for it stands in the JSON.</summary>
public static class FaultWords
{
    private static readonly (string Place, string Label)[] Labels =
    [
        ("reversibility", "Class"), ("title", "Sentence"), ("effect", "Effect"), ("decisive", "Decisive arguments"), ("effectKey", "Same deed where equal"), ("rules", "Conditions that raise the class"), ("facts", "Facts that reviewers are shown"),
        ("sensitive:arguments", "Masked arguments"), ("sensitive:result", "Masked in the result"), ("approvals", "People who must approve"), ("expiresAfter", "Expires after"), ("approvalValidFor", "Sent within, once approved"),
        ("holdSeconds", "Held so that it can be recalled, seconds"), ("timeout", "One call may take"), ("idempotencyArgument", "Argument with an idempotency key"), ("independent", "Independent"), ("untrusted", "Untrusted"),
        ("escalation:after", "Told after"), ("escalation:to", "The role that is told"), ("escalation", "Others are told of what waits for long"), ("probeFinalAfter", "Nothing found counts after"), ("probe:happened", "It happened where that is"), ("probe", "A look-up can tell whether the call happened"),
        ("checks", "Values must be plausible"), ("requireGrounded", "Values that must have been seen before they are used"), ("permissions", "Permissions the user needs"), ("authorization", "The call must be this user's to make"), ("reviewers", "Who may approve"),
        ("approval", "About an irreversible call"), ("standing:expiresAt", "Until"), ("standing:quotas", "Within"), ("undo:tool", "Call the tool"), ("undo:arguments", "with the arguments"), ("undo:still:equals", "must still be"), ("undo:still", "Only as long as something is still so"), ("undo", "There is a way back"),
    ];

    /// <param name="key">As a fault names it: <c>Rules:0:When</c>.</param>
    /// <returns>The box's label, with the place in its list where it has one; the key itself where the form has no box.</returns>
    public static string LabelOf(string key) => Labels.FirstOrDefault(l => JsonPlace.IsWithin(key, l.Place)) is { Label: { } label } found
        ? key.Length == found.Place.Length ? label : $"{label} · {key[(found.Place.Length + 1)..].Replace(":", " · ", StringComparison.Ordinal)}"
        : key;
}
