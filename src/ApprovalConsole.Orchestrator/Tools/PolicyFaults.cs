using System.Text.Json;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>What keeps a policy from being enforced as it stands. A key that is not understood is a fault: a check that is ignored protects nothing.</summary>
internal static class PolicyFaults
{
    public static (string Key, string Problem)? First(ToolPolicy policy)
    {
        if (policy.Unknown is { Count: > 0 } unknown)
        {
            // An empty list or null asks for nothing, so nothing is ignored.
            var asked = unknown.FirstOrDefault(u => u.Value.ValueKind is not JsonValueKind.Null && u.Value.ToString() is not ("[]" or "{}"));
            if (asked.Key is not null) return (asked.Key, "is not supported by this version, so the tool would run unchecked");
        }

        if (policy.Approvals is < 1 or > 5) return ("Approvals", "must be from 1 to 5");
        if (policy.ExpiresAfter < TimeSpan.FromMinutes(1)) return ("ExpiresAfter", "must be at least one minute");
        if (policy.Timeout <= TimeSpan.Zero || policy.Timeout > TimeSpan.FromHours(1)) return ("Timeout", "must be from 1 ms to 1 hour");
        if (policy.ApprovalValidFor <= TimeSpan.Zero) return ("ApprovalValidFor", "must be positive");
        if (policy.HoldSeconds is < 0 or > 3600) return ("HoldSeconds", "must be from 0 to 3600");
        for (var i = 0; i < policy.Rules.Length; i++)
            if (!JsonSchema.TryCompile(policy.Rules[i].When, out _, out var reason)) return ($"Rules:{i}:When", $"cannot be checked in full: {reason}");
        if (policy.Title is { } title && policy.Decisive.FirstOrDefault(d => !Template.Paths(title).Contains(d)) is { } missing)
            return ("Title", $"must name the decisive argument {missing}, as in {{{missing}}}");
        return null;
    }
}
