using System.Collections.Immutable;
using System.Globalization;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Shared.Editing;

namespace ApprovalConsole.Web.Features.Tools.Words;

/// <summary>A policy in words, for who does not edit it: tab by tab, as far as it says anything.</summary>
public static class PolicyReading
{
    public static ImmutableArray<ReadLine> Of(ToolPolicy policy, ToolTab tab) => [.. tab switch
    {
        ToolTab.Checks => OfChecks(policy),
        ToolTab.WhoMay => OfWhoMay(policy),
        ToolTab.Undo => [new("Undo", policy.Undo is { } undo ? RuleWords.Of(undo) : "There is no way back.")],
        _ => OfPolicy(policy),
    }];

    private static IEnumerable<ReadLine> OfPolicy(ToolPolicy policy)
    {
        yield return new("Class", $"{policy.Reversibility}: {ToolGroup.MeaningOf(policy.Reversibility)}");
        foreach (var rule in policy.Rules) yield return new("Condition", RuleWords.Of(rule));
        yield return new("Sentence", policy.Title ?? "The tool's name and every argument.");
        if (policy.Effect is { } effect) yield return new("Effect", effect);
        yield return new("Decisive", policy.Decisive.IsEmpty ? "every argument" : string.Join(", ", policy.Decisive));
        yield return new("Same deed", policy.EffectKey.IsEmpty ? "where all arguments are equal" : $"where {string.Join(" and ", policy.EffectKey)} are equal");
        foreach (var fact in policy.Facts) yield return new("Fact", RuleWords.Of(fact));
        yield return new("People", policy.Approvals.ToString(CultureInfo.InvariantCulture));
        yield return new("Expires after", SpanWords.Of(policy.ExpiresAfter));
        if (policy.Escalation is { } escalation) yield return new("Told after", $"{SpanWords.Of(escalation.After)}, to the role {escalation.To}");
        yield return new("Sent within", SpanWords.Of(policy.ApprovalValidFor));
        if (policy.HoldSeconds > 0) yield return new("Held for", string.Create(CultureInfo.InvariantCulture, $"{policy.HoldSeconds} s after the approval"));
        yield return new("Timeout", SpanWords.Of(policy.Timeout));
        if (policy.IdempotencyArgument is { } key) yield return new("Idempotency", $"{key} carries the key");
        if (policy.Probe is { } probe)
            yield return new("Probe", $"{RuleWords.Of(probe)} {(policy.ProbeFinalAfter is { } after ? $"Nothing found counts from {SpanWords.Of(after)} on." : "Where nothing is found, a person has to say what became of it.")}");
        if (policy.Independent) yield return new("Independent", "does not wait for the other writes of its step");
        if (policy.Sensitive is { IsEmpty: false } masked)
            yield return new("Masked", string.Join(", ", masked.Arguments.Select(p => $"{Whole(p)} of the arguments").Concat(masked.Result.Select(p => $"{Whole(p)} of the result"))));
        if (policy.Untrusted) yield return new("Untrusted", "its results may hold a third party's words");
    }

    private static string Whole(string path) => path.Length == 0 ? "all" : path;

    private static IEnumerable<ReadLine> OfChecks(ToolPolicy policy)
    {
        if (policy.Checks.IsEmpty) yield return new("Checks", "No checks: values are as good as the schema.");
        foreach (var check in policy.Checks) yield return new("Check", RuleWords.Of(check));
        foreach (var (argument, least) in policy.RequireGrounded) yield return new("Seen before", $"{argument} must have been seen in {least} or better.");
    }

    private static IEnumerable<ReadLine> OfWhoMay(ToolPolicy policy)
    {
        yield return new("Permissions", policy.Permissions.IsEmpty ? "none needed" : string.Join(", ", policy.Permissions));
        if (policy.Authorization.IsEmpty) yield return new("Rules", "No rules: whoever has the permissions may make any such call.");
        foreach (var rule in policy.Authorization) yield return new("Rule", RuleWords.Of(rule));
        if (policy.Reviewers.IsEmpty) yield return new("Reviewers", "Every reviewer may approve every such call.");
        foreach (var reviewer in policy.Reviewers) yield return new("Reviewers", RuleWords.Of(reviewer));
        if (policy.Standing is { } standing) yield return new("Unasked", RuleWords.Of(standing));
    }
}

/// <summary>One thing that a policy says.</summary>
public readonly record struct ReadLine(string Name, string Words);
