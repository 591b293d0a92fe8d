using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tools;

/// <summary>What a change of a policy lets through that was held before. What is not plainly as strict counts as weaker; forbidding never does, for what it
/// lets through; what is shown of the calls that were made is another matter.</summary>
public static class PolicyWeakening
{
    /// <returns>What is weaker, in words; empty where nothing is.</returns>
    public static ImmutableArray<string> Of(ToolPolicy before, ToolPolicy after) =>
    [
        .. after is { Reversibility: Reversibility.Forbidden, Approval: Asking.Person, Standing: null } ? [] : Found(before, after),
        .. SensitiveFields.Uncovered(before.Sensitive, after.Sensitive) is { } path ? [$"{(path.Length > 0 ? path : "a document")} is no longer masked"] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> Found(ToolPolicy before, ToolPolicy after)
    {
        if ((before.Title, before.Effect) != (after.Title, after.Effect)) yield return "what a reviewer reads of a call is worded otherwise";
        if (after.Reversibility < before.Reversibility) yield return $"the class falls from {before.Reversibility} to {after.Reversibility}";
        if ((after.Approval is not Asking.Person || after.Standing is not null) && !AreSame(before.Standing, after.Standing)) yield return "calls go unasked";
        foreach (var rule in before.Rules.Where(r => !after.Rules.Any(a => AreSame(a.When, r.When) && a.Reversibility >= r.Reversibility)))
            yield return $"what {CanonicalJson.Of(rule.When)} describes is no longer {rule.Reversibility}";
        if (Missing(before.Checks, after.Checks)) yield return "a check is gone or another";
        if (Missing(before.Authorization.Where(a => a.Quota is null), after.Authorization)) yield return "a rule of authorization is gone or another";
        foreach (var quota in before.Authorization.Select(a => a.Quota).OfType<QuotaRule>().Where(q => !after.Authorization.Any(a => a.Quota is { } now && IsWithin(now, q))))
            yield return $"the quota per {quota.Per} and {quota.Window} is gone or wider";
        if (before.Permissions.Except(after.Permissions).FirstOrDefault() is { } permission) yield return $"permission {permission} is no longer needed";
        if (before.RequireGrounded.Any(g => after.RequireGrounded.GetValueOrDefault(g.Key) != g.Value)) yield return "a value need no longer be grounded as it was";
        if (Missing(before.Facts, after.Facts)) yield return "a fact that decisions rest on is gone or another";
        if (!before.Reviewers.IsEmpty && (after.Reviewers.IsEmpty || Missing(after.Reviewers, before.Reviewers))) yield return "more people may approve, or approve more";
        if (Math.Max(1, after.Approvals) < Math.Max(1, before.Approvals)) yield return $"{Math.Max(1, after.Approvals)} people approve instead of {before.Approvals}";
        if (after.ApprovalValidFor > before.ApprovalValidFor) yield return "an approval is good for longer";
        if (after.HoldSeconds < before.HoldSeconds) yield return "an approved call is held for less time";
        if (!after.Decisive.IsEmpty && (before.Decisive.IsEmpty || before.Decisive.Except(after.Decisive).Any())) yield return "a value that decided no longer does";
        if (after.Reversibility is Reversibility.Reversible && before.Undo is { } undo && !AreSame(undo, after.Undo)) yield return "the way back is gone or another";
        if (!before.EffectKey.SequenceEqual(after.EffectKey)) yield return "which calls are the same deed is reckoned otherwise";
        if (after.Independent && !before.Independent) yield return "it no longer waits for the other writes of its step";
        if (before.Untrusted && !after.Untrusted) yield return "its results count as a record of ours";
        if (after.IdempotencyArgument is { } key && key != before.IdempotencyArgument) yield return "a lost call may be sent again";
        if (after.Probe is { } probe && !AreSame(before.Probe, probe)) yield return "what became of a lost call is found out by another look-up";
        else if (after is { Probe: not null, ProbeFinalAfter: { } final } && !(before.ProbeFinalAfter <= final)) yield return "a look-up that finds nothing settles sooner that a lost call did not happen";
    }

    private static bool IsWithin(QuotaRule now, QuotaRule was) =>
        (now.Window, now.Per, now.SumOf) == (was.Window, was.Per, was.SumOf) // else another counter, which starts at nothing
        && (was.Count is not { } count || now.Count <= count) && (was.SumMax is not { } sum || now.SumMax <= sum);

    private static bool Missing<T>(IEnumerable<T> wanted, IEnumerable<T> among)
    {
        var there = among.Select(Text).ToHashSet();
        return wanted.Any(w => !there.Contains(Text(w)));
    }

    private static bool AreSame<T>(T one, T other) => Text(one) == Text(other);

    private static string Text<T>(T value) => CanonicalJson.Of(JsonSerializer.SerializeToElement(value));
}
