using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Suggestions;

/// <summary>Reads out of a run what people said to its calls of one tool.</summary>
internal static class Precedents
{
    /// <summary>Who approves sooner after a proposal was painted has not read it.</summary>
    public static readonly TimeSpan LeastLook = TimeSpan.FromSeconds(2);

    /// <param name="past">All that happened to the run.</param>
    /// <param name="run">What it came to.</param>
    /// <param name="tool">As it is now: what was answered under another policy or definition is no precedent.</param>
    /// <param name="counts">Whether an approval is genuine, and its giver's word still counts.</param>
    public static IEnumerable<Precedent> Of(IReadOnlyList<RunEvent> past, Run run, Tool tool, DateTimeOffset since, Func<Proposal, Approval, bool> counts)
    {
        var looks = past.OfType<RunEvent.ProposalApproved>().ToDictionary(e => e.DecisionId, e => e.SeenFor);
        var against = past.Select(SubjectOfDoubt).OfType<string>().ToHashSet();
        foreach (var proposal in run.Proposals.Values.Where(p => p.Terms.Tool == tool.Id && p.RequestedAt >= since && IsOfNow(p.Terms, tool)))
            if (KindOf(proposal) is { } kind)
                yield return new(kind, ValuesOf(proposal), [.. proposal.Approvals.Select(a => a.By)], run.OnBehalfOf.Subject.ToString(), DateOnly.FromDateTime(proposal.RequestedAt.UtcDateTime));

        PrecedentKind? KindOf(Proposal proposal)
        {
            if (against.Contains(proposal.Id) || against.Contains(proposal.CallId) || proposal.Terms.Reversibility is not Reversibility.Irreversible) return PrecedentKind.Against;
            if (IsOfAReviewer(proposal) || run.Proposals.Values.Any(p => p.Supersedes == proposal.Id && IsOfAReviewer(p))) return PrecedentKind.Against;
            if (proposal.Answered is not ProposalStatus.Approved) return null; // nobody has said anything to it that holds
            return proposal.Approvals.All(a => looks.GetValueOrDefault(a.DecisionId) >= LeastLook && counts(proposal, a)) ? PrecedentKind.Approved : PrecedentKind.Unproven;
        }
    }

    /// <summary>The proposal or call of which somebody did not simply say yes, or of which it was not known what became.</summary>
    private static string? SubjectOfDoubt(RunEvent @event) => @event switch
    {
        RunEvent.ProposalEdited e => e.ProposalId,
        RunEvent.ProposalRejected e => e.ProposalId,
        RunEvent.ProposalRevised e => e.ProposalId,
        RunEvent.ProposalResponded e => e.ProposalId,
        RunEvent.ProposalRecalled e => e.ProposalId,
        RunEvent.CallOutcomeUnknown e => e.CallId,
        RunEvent.CallContradicted e => e.CallId,
        RunEvent.CallUndoStarted e => e.CallId,
        _ => null,
    };

    private static bool IsOfNow(CallTerms terms, Tool tool) => (terms.PolicyVersion, terms.DefinitionHash) == (tool.PolicyVersion, tool.Definition.Hash);

    // Where several people approve, an edit is a proposal of its own.
    private static bool IsOfAReviewer(Proposal proposal) => proposal.Difference.Any(d => d.Source == Difference.Reviewer);

    /// <summary>Of one that was edited the lesser of what the agent and what the person wanted: no rule may reach either.</summary>
    private static ImmutableDictionary<string, decimal>? ValuesOf(Proposal proposal)
    {
        if (NumbersIn(proposal.Arguments) is not { } now) return null;
        if (proposal.OriginalArguments is not { } original) return now;
        return NumbersIn(original) is not { } before ? null
            : now.Keys.Union(before.Keys).ToImmutableDictionary(name => name, name => Math.Min(now.GetValueOrDefault(name, decimal.MaxValue), before.GetValueOrDefault(name, decimal.MaxValue)));
    }

    private static ImmutableDictionary<string, decimal>? NumbersIn(Payload arguments)
    {
        if (arguments.Text is not { } text) return null;
        var numbers = ImmutableDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal);
        foreach (var argument in JsonElement.Parse(text).EnumerateObject())
            if (argument.Value.ValueKind is JsonValueKind.Number && argument.Value.TryGetDecimal(out var number)) numbers[argument.Name] = number;
        return numbers.ToImmutable();
    }
}
