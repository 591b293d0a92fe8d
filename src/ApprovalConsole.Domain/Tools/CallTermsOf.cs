using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;

namespace ApprovalConsole.Domain.Tools;

/// <summary>The terms on which a call with these arguments may go.</summary>
public static class CallTermsOf
{
    /// <param name="context">Null where the arguments did not get as far as quotas.</param>
    /// <param name="facts">Those that title and effect may name.</param>
    public static CallTerms Call(Tool tool, JsonElement arguments, CallContext? context = null, IReadOnlyList<Fact>? facts = null)
    {
        var (policy, definition) = (tool.Policy, tool.Definition);
        var (reversibility, rule) = ClassOf(tool, arguments);
        var named = FactValues.Of(facts ?? []);
        var holds = context is null ? [] : policy.Authorization.Where(r => r.Quota is not null).Select(r => Quotas.Hold(tool, r.Quota!, arguments, context)).OfType<QuotaHold>().ToImmutableArray();
        return new(
            tool.Id, reversibility, rule, definition.Hash, tool.PolicyVersion,
            policy.Title, policy.Title is { } title ? Template.Fill(title, arguments, named) : Template.Plain(definition.Name, arguments),
            policy.Effect is { } effect ? Template.Fill(effect, arguments, named) : "",
            policy.Decisive, EffectHash.Of(tool, arguments),
            Math.Max(policy.Approvals, reversibility is Reversibility.Critical ? 2 : 1),
            policy.ExpiresAfter, policy.ApprovalValidFor, TimeSpan.FromSeconds(policy.HoldSeconds), policy.Timeout,
            policy.Independent, policy.Untrusted, KeyIn(policy, arguments))
        {
            Quotas = holds.IsEmpty ? null : holds,
            Escalation = policy.Escalation,
            Probe = reversibility is Reversibility.ReadOnly ? null : policy.Probe,
            ProbeFinalAfter = policy.Probe is null || reversibility is Reversibility.ReadOnly ? null : policy.ProbeFinalAfter,
        };
    }

    /// <summary>The argument that carries the key, where these arguments do: without one, sending the same bytes again is doing it again.</summary>
    private static string? KeyIn(ToolPolicy policy, JsonElement arguments) =>
        policy.IdempotencyArgument is { } name && arguments.ValueKind is JsonValueKind.Object && arguments.TryGetProperty(name, out var key)
        && key.ValueKind is JsonValueKind.String or JsonValueKind.Number && key.ToString().Length > 0 ? name : null;

    /// <summary>The strictest of the default class and every rule whose condition holds: rules raise, they never lower.</summary>
    private static (Reversibility, string) ClassOf(Tool tool, JsonElement arguments)
    {
        var name = tool.Definition.Name;
        var strictest = tool.Policy.Reversibility;
        var why = tool.PolicyVersion == 0 ? $"{name} has no policy, so it is {strictest}" : $"{name} is {strictest} (policy v{tool.PolicyVersion})";
        foreach (var (rule, number) in tool.Rules.Select((r, i) => (r, i + 1)))
        {
            if (rule.Reversibility <= strictest || !rule.Holds(arguments)) continue;
            strictest = rule.Reversibility;
            why = $"rule {number} of {name} makes it {strictest} (policy v{tool.PolicyVersion})";
        }

        return (strictest, why);
    }
}
