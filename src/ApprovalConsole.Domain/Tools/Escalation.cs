using System.Text.Json.Serialization;

namespace ApprovalConsole.Domain.Tools;

/// <summary>Whom to tell of a proposal that nobody has decided for some time. It changes nothing of who may decide.</summary>
/// <param name="After">From the proposal on; from one minute to 90 days, and before it expires.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Escalation(TimeSpan After, EscalationTarget To = EscalationTarget.Admin);

/// <summary>The role that is told.</summary>
public enum EscalationTarget
{
    Reviewer,
    Support,
    Admin,
}
