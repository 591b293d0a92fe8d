using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Web.Features.Audit;

/// <summary>Kinds of entries in words.</summary>
internal static class AuditWords
{
    /// <summary>What the list can be narrowed to: a kind, or the beginning of several.</summary>
    public static readonly (string Kind, string Words)[] Choices =
    [
        ("proposal.", "proposals and decisions"), ("tool.", "policies and admissions"), ("run.granted.v1", "grants"), ("budget.", "budgets"), ("setup.", "agents and prices"), ("call.outcomeSettled.v1", "outcomes settled"),
        ("signIn.", "sign-ins"), ("attempt.", "refused attempts"), ("evidence.", "evidence taken"), ("texts.", "erasures"), ("value.", "values revealed"),
    ];

    private static readonly Dictionary<string, string> Words = new()
    {
        ["proposal.made.v1"] = "proposed", ["proposal.approved.v1"] = "approved", ["proposal.edited.v1"] = "approved with other arguments", ["proposal.rejected.v1"] = "rejected",
        ["proposal.revised.v1"] = "sent back", ["proposal.responded.v1"] = "answered in the tool's place", ["proposal.recalled.v1"] = "took the approval back",
        ["proposal.approvalsVoided.v1"] = "approvals count no more: who gave them was blocked", ["proposal.withdrawn.v1"] = "withdrew", ["proposal.commented.v1"] = "remarked on", ["proposal.handedOver.v1"] = "handed over", ["proposal.escalated.v1"] = "waited for long: others were told", ["proposal.expired.v1"] = "expired", ["proposal.staled.v1"] = "went stale",
        ["tool.policySet.v1"] = "laid down a policy", ["tool.admitted.v1"] = "admitted", ["tool.policyChangeProposed.v1"] = "proposed a policy", ["tool.policyChangeRejected.v1"] = "turned a policy down",
        ["setup.set.v1"] = "laid down an agent or a price", ["setup.changeProposed.v1"] = "proposed an agent or a price", ["setup.changeRejected.v1"] = "turned an agent or a price down",
        ["budget.set.v1"] = "laid down a budget", ["budget.changeProposed.v1"] = "proposed a budget", ["budget.changeRejected.v1"] = "turned a budget down",
        ["budget.alerted.v1"] = "a budget is spent so far", ["budget.overshot.v1"] = "more than a budget is spent",
        ["attention.answered.v1"] = "answered an attention check", ["run.started.v1"] = "started a run", ["run.granted.v1"] = "granted more", ["run.cancelRequested.v1"] = "cancelled", ["call.outcomeTakenOn.v1"] = "took it on to find out", ["call.outcomeSettled.v1"] = "settled an outcome",
        ["call.undoStarted.v1"] = "started an undo", [AuditKinds.Begun] = "the log begins", [AuditKinds.SignedIn] = "signed in", [AuditKinds.SignInFailed] = "did not get in",
        [AuditKinds.SignedOut] = "signed out", [AuditKinds.Refused] = "was refused", [AuditKinds.Forbidden] = "stood before a closed door", [AuditKinds.More] = "tried more often than is written down",
        [AuditKinds.EvidenceTaken] = "took the evidence", [AuditKinds.Erased] = "erased texts", [AuditKinds.Revealed] = "revealed values of", [AuditKinds.Adopted] = "went on with the database as it was found",
        [AuditKinds.SpendCounted] = "what was spent was counted", [AuditKinds.WasUnavailable] = "the journal could not be written for a while", [AuditKinds.Broken] = "the journal is not what the log says",
        [AuditKinds.DestinationDisabled] = "told nothing from here on:", [AuditKinds.DestinationEnabled] = "told again:", [AuditKinds.DeliveryResent] = "had it delivered again to",
    };

    public static string Of(string kind) => Words.GetValueOrDefault(kind, kind);

    /// <summary>Of an attempt: what was tried and why it failed, as recorded.</summary>
    public static string? MoreOf(AuditEntryView entry) => entry.Kind switch
    {
        AuditKinds.Refused => $"{entry.Detail.GetProperty("what")}: {entry.Detail.GetProperty("code")}",
        AuditKinds.Broken or AuditKinds.Adopted => entry.Detail.GetProperty("why").GetString(),
        AuditKinds.Erased or AuditKinds.Revealed => entry.Detail.GetProperty("reason").GetString(),
        _ => null,
    };

    /// <summary>A proposal that somebody has decided here.</summary>
    public static string? DecidedProposal(AuditEntryView entry) => entry.ViewHash is not null ? entry.Subject : null;
}
