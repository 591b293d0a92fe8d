using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Tools;

/// <summary>A policy in words, as far as it says anything.</summary>
public static class PolicyFacts
{
    public static IEnumerable<(string Name, string Value)> Of(ToolPolicy policy)
    {
        yield return ("Class", $"{policy.Reversibility}: {ToolGroup.MeaningOf(policy.Reversibility)}");
        if (policy.Title is { } title) yield return ("Sentence", title);
        if (policy.Effect is { } effect) yield return ("Effect", effect);
        if (!policy.Decisive.IsEmpty) yield return ("Decisive", string.Join(", ", policy.Decisive));
        if (!policy.EffectKey.IsEmpty) yield return ("Same deed", $"equal {string.Join(", ", policy.EffectKey)}");
        for (var i = 0; i < policy.Rules.Length; i++) yield return ($"Rule {i + 1}", $"{policy.Rules[i].Reversibility} when {ToolJson.Spread(policy.Rules[i].When)}");
        if (!policy.Permissions.IsEmpty) yield return ("Permissions", string.Join(", ", policy.Permissions));
        if (policy.Undo is { } undo) yield return ("Undo", $"{undo.Tool} {ToolJson.Spread(undo.Arguments)}");
        yield return ("Expires after", Spans.Short(policy.ExpiresAfter));
        yield return ("Sent within", Spans.Short(policy.ApprovalValidFor));
        yield return ("Timeout", Spans.Short(policy.Timeout));
        if (policy.HoldSeconds > 0) yield return ("Held for", $"{policy.HoldSeconds} s after the approval");
        if (policy.Untrusted) yield return ("Untrusted", "its results may hold a third party's words");
    }
}
