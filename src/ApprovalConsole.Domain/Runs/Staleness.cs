using System.Collections.Immutable;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Whether what a proposal rests on is still so: the tool's definition, the policy, every value that was looked up.</summary>
public static class Staleness
{
    /// <summary>Why an approval can not be used; null while it can.</summary>
    internal static string? Of(Proposal proposal, RunCommand.BeginToolCall c) => proposal switch
    {
        _ when !c.DecisionIsGenuine => "The recorded decision does not carry the console's own mark.",
        _ when proposal.Approvals.Any(a => a.ArgumentsHash != c.Verdict.ArgumentsHash) => "The arguments are not those that were approved.",
        _ when proposal.Decision!.Kind is DecisionKind.Approve && proposal.Approvals.Any(a => a.ViewHash != proposal.ViewHash) => "The proposal is not the one that was shown.",
        _ when Of(proposal, c.Verdict) is { } why => why,
        _ when proposal.Approvals.Length < c.Verdict.Terms!.ApprovalsNeeded => "The policy asks for more people than have approved.",
        _ when c.At > proposal.Decision!.At + proposal.Terms.Hold + Shorter(proposal.Terms.ApprovalValidFor, c.Verdict.Terms!.ApprovalValidFor) => "The approval is too old to be used.",
        _ => null,
    };

    /// <summary>Why what a reviewer sees is no longer so; null while it is.</summary>
    /// <param name="now">The three layers' word on the same arguments, with everything looked up afresh.</param>
    internal static string? Of(Proposal proposal, Verdict now) => proposal switch
    {
        _ when !now.MayGo => "The call no longer passes validation.",
        _ when !proposal.Terms.Binds(now.Terms!) => "The tool or its policy changed after the proposal was made.",
        _ when FactDifferences(proposal.Facts, now.Facts).Any() => "What the proposal rests on has changed.",
        _ => null,
    };

    /// <summary>What is no longer as it was shown.</summary>
    public static ImmutableArray<Difference> Difference(Proposal was, Verdict now) =>
    [
        .. now.Terms is { } terms ? TermDifferences(was.Terms, terms) : now.DefinitionNow is { } hash ? DefinitionDifference(was.Terms.DefinitionHash, hash) : [],
        .. FactDifferences(was.Facts, now.Facts),
    ];

    private static Difference[] DefinitionDifference(string was, string now) => was == now ? [] : [new("definition", "/definitionHash", was, now)];

    private static IEnumerable<Difference> TermDifferences(CallTerms was, CallTerms now) => DefinitionDifference(was.DefinitionHash, now.DefinitionHash).Concat(new[]
    {
        new Difference("policy", "/policyVersion", $"{was.PolicyVersion}", $"{now.PolicyVersion}"),
        new Difference("policy", "/reversibility", $"{was.Reversibility}", $"{now.Reversibility}"),
    }.Where(d => d.Was != d.Is));

    private static IEnumerable<Difference> FactDifferences(ImmutableArray<Fact> was, ImmutableArray<Fact> now)
    {
        var (before, after) = (ByKey(was), ByKey(now));
        return before.Keys.Union(after.Keys).OrderBy(k => k)
            .Select(key => new Difference(key.Tool, key.Path, before.GetValueOrDefault(key, Absent), after.GetValueOrDefault(key, Absent)))
            .Where(d => d.Was != d.Is);
    }

    private static readonly Payload Absent = "(not looked up)";

    // Counters move with every other call: they are shown, and not compared.
    private static Dictionary<(string Tool, string Hash, string Path), Payload> ByKey(ImmutableArray<Fact> facts) => facts
        .Where(f => f.Tool != Quotas.FactSource).GroupBy(f => (f.Tool, f.ArgumentsHash, f.Path)).ToDictionary(same => same.Key, same => same.First().Value);

    // What was recorded may be stricter than what holds now; it is never laxer.
    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
