using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>What the outside is told when a run goes from one state to another.</summary>
internal static class RunNotices
{
    public static IEnumerable<Notice> Of(Run before, Run after)
    {
        if (after.Kind is RunKind.Canary) yield break;
        foreach (var proposal in after.Proposals.Values.OrderBy(p => p.RequestedAt).ThenBy(p => p.Id, StringComparer.Ordinal))
        {
            var was = before.Proposals.GetValueOrDefault(proposal.Id);
            if (was?.Answered != proposal.Answered)
                foreach (var notice in Answered(after, proposal)) yield return notice;
            if (was?.EscalatedAt is null && proposal.EscalatedAt is not null) yield return Of(NoticeType.Escalated, after, proposal, ("to", NameOf(proposal.Terms.Escalation!.To)));
        }

        foreach (var call in after.Calls.Values.Where(c => c.Status is CallStatus.Unknown && before.Calls.GetValueOrDefault(c.Id)?.Status is not CallStatus.Unknown))
            yield return new(NoticeType.OutcomeUnknown, call.Id, PageOf(after), after.UpdatedAt, Facts(after, ("callId", call.Id), ("tool", call.Terms?.Tool)));
        if (before.Halt is null && after.Halt is { } halt) yield return new(NoticeType.Halted, after.Id, PageOf(after), after.UpdatedAt, Facts(after, ("reason", NameOf(halt.Reason))));
    }

    /// <summary>The proposals that no longer wait: nobody needs to be told that their deadline is near.</summary>
    public static IEnumerable<string> Settled(Run before, Run after) =>
        before.Proposals.Values.Where(p => p.IsPending && after.Proposals.GetValueOrDefault(p.Id) is { IsPending: false }).Select(p => p.Id);

    private static IEnumerable<Notice> Answered(Run run, Proposal proposal)
    {
        if (proposal.IsPending)
        {
            var waiting = Of(NoticeType.Waiting, run, proposal, ("reversibility", proposal.Terms.Reversibility.ToString()), ("expiresAt", proposal.ExpiresAt.ToUniversalTime().ToString("O")));
            yield return waiting;
            yield return waiting with { Type = NoticeType.DeadlineNear, ExpiresAt = proposal.ExpiresAt };
        }
        else if (proposal is { Answered: ProposalStatus.Approved or ProposalStatus.Rejected or ProposalStatus.Executed, Decision: { } decision }) yield return Of(NoticeType.Decided, run, proposal, ("decision", NameOf(decision.Kind)));
        else yield return Of(NoticeType.Lapsed, run, proposal, ("status", NameOf(proposal.Answered)));
    }

    private static Notice Of(string type, Run run, Proposal proposal, params (string Name, string? Value)[] more) =>
        new(type, proposal.Id, $"inbox/{Uri.EscapeDataString(proposal.Id)}", run.UpdatedAt, Facts(run, [("proposalId", proposal.Id), ("callId", proposal.CallId), ("tool", proposal.Terms.Tool), .. more]));

    /// <summary>With the run's version: of two notices of one run the one with the higher version came later, however they arrive.</summary>
    private static JsonObject Facts(Run run, params IEnumerable<(string Name, string? Value)> more)
    {
        var facts = new JsonObject { ["runId"] = run.Id, ["version"] = run.Version, ["agent"] = run.Agent };
        foreach (var (name, value) in more)
            if (value is not null) facts[name] = value;
        return facts;
    }

    private static string PageOf(Run run) => $"runs/{Uri.EscapeDataString(run.Id)}";

    private static string NameOf<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
