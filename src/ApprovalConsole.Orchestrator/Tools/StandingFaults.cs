using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>What keeps a standing approval from being one: it must be bounded in what, how often and how long.</summary>
internal static class StandingFaults
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    private static readonly (string, string) Unbounded = ("Standing:When", "must bound the arguments: a JSON Schema that names what must be there, and that not everything satisfies");

    // What says nothing of either bounds nothing, however many words it takes.
    private static readonly JsonElement[] Anything = [JsonElement.Parse("{}"), JsonElement.Parse("""{"?":null}""")];

    /// <summary>The policy asks for calls to go unasked, well or badly.</summary>
    public static bool IsAskedFor(ToolPolicy policy) => policy.Approval is not Asking.Person || policy.Standing is not null;

    public static (string Key, string Problem)? First(ToolPolicy policy, DateTimeOffset now)
    {
        if (!IsAskedFor(policy)) return null;
        if (policy.Approval is not Asking.ByRule) return ("Approval", "must be byRule where there is a Standing");
        if (policy.Standing is not { } standing) return ("Standing", "is missing: byRule needs When, Quotas and ExpiresAt");
        if (policy.Reversibility is not Reversibility.Irreversible) return ("Approval", $"can be byRule for what is Irreversible only; this is {policy.Reversibility}");
        if (standing.When.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return Unbounded;
        if (!ConditionSchema.TryCompile(standing.When, out var when, out var reason)) return ("Standing:When", $"cannot be checked in full: {reason}");
        if (Anything.All(value => when.Evaluate(value).IsEmpty)) return Unbounded;
        if (standing.Quotas.IsDefaultOrEmpty || standing.Quotas.Contains(null!)) return ("Standing:Quotas", "is missing: at least one per Principal and one per Tool");
        var fault = standing.Quotas.SelectMany((quota, i) => RuleFaults.Of(quota, $"Standing:Quotas:{i}")).FirstOrDefault();
        if (fault.Item1 is not null) return fault;
        foreach (var scope in new[] { QuotaScope.Principal, QuotaScope.Tool })
            if (!standing.Quotas.Any(q => q.Per == scope)) return ("Standing:Quotas", $"must have one per {scope}");
        return standing.ExpiresAt <= now || standing.ExpiresAt > now + Longest ? ("Standing:ExpiresAt", "must be in the future and at most 90 days away") : null;
    }
}
