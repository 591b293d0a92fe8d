using System.Text.Json;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>What keeps a policy from being enforced as it stands. A key that is not understood is a fault: a check that is ignored protects nothing.</summary>
internal static class PolicyFaults
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    public static (string Key, string Problem)? First(ToolPolicy policy)
    {
        if (policy.Unknown is { Count: > 0 } unknown)
        {
            // An empty list or null asks for nothing, so nothing is ignored.
            var asked = unknown.FirstOrDefault(u => u.Value.ValueKind is not JsonValueKind.Null && u.Value.ToString() is not ("[]" or "{}"));
            if (asked.Key is not null) return (asked.Key, "is not supported by this version, so the tool would run unchecked");
        }

        if (AbsentList(policy) is { } list) return (list, "must be a list; an empty one asks for nothing");
        if (policy.Approvals is < 1 or > 5) return ("Approvals", "must be from 1 to 5");
        if (policy.ExpiresAfter < TimeSpan.FromMinutes(1) || policy.ExpiresAfter > Longest) return ("ExpiresAfter", "must be from one minute to 90 days");
        if (policy.Timeout <= TimeSpan.Zero || policy.Timeout > TimeSpan.FromHours(1)) return ("Timeout", "must be from 1 ms to 1 hour");
        if (policy.ApprovalValidFor <= TimeSpan.Zero || policy.ApprovalValidFor > Longest) return ("ApprovalValidFor", "must be positive and at most 90 days");
        if (policy.HoldSeconds is < 0 or > 3600) return ("HoldSeconds", "must be from 0 to 3600");
        for (var i = 0; i < policy.Rules.Length; i++)
        {
            if (policy.Rules[i] is not { When.ValueKind: not JsonValueKind.Undefined } rule) return ($"Rules:{i}:When", "is missing: a JSON Schema that says when the rule holds");
            if (!JsonSchema.TryCompile(rule.When, out _, out var reason)) return ($"Rules:{i}:When", $"cannot be checked in full: {reason}");
        }

        if (policy.Title is { } title && policy.Decisive.FirstOrDefault(d => !Template.Paths(title).Contains(d)) is { } missing)
            return ("Title", $"must name the decisive argument {missing}, as in {{{missing}}}");
        return null;
    }

    // null where a list belongs, or a list that holds null.
    private static string? AbsentList(ToolPolicy policy) => policy switch
    {
        { Decisive: var list } when list.IsDefault || list.Contains(null!) => "Decisive",
        { EffectKey: var list } when list.IsDefault || list.Contains(null!) => "EffectKey",
        { Permissions: var list } when list.IsDefault || list.Contains(null!) => "Permissions",
        { Rules.IsDefault: true } => "Rules",
        _ => null,
    };
}
