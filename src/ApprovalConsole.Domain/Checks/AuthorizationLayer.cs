using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Checks;

/// <summary>May this principal make this call? Permissions, ownership, quotas.</summary>
internal static class AuthorizationLayer
{
    public static LayerReport Report(Tool tool, Inquiry inquiry)
    {
        var policy = tool.Policy;
        if (policy.Permissions.IsEmpty && policy.Authorization.IsEmpty) return LayerReport.NoRules;
        return LayerReport.Of(
        [
            .. policy.Permissions.Where(p => !inquiry.Context.Principal.Has(p))
                .Select(p => new Finding(Layer.Authorization, "", "permission", "The user on whose behalf this runs lacks a permission.", p)),
            .. policy.Authorization.SelectMany(rule => Of(tool, rule, inquiry)),
        ]);
    }

    private static IEnumerable<Finding> Of(Tool tool, AuthorizationRule rule, Inquiry inquiry) => rule switch
    {
        { Owns: { } owns } => Owns(rule, owns, inquiry),
        { Quota: { } quota } => Quotas.Findings(tool, quota, inquiry),
        { MustEqual: { } expected } => Equal(rule, expected, inquiry),
        { ResultOwns: not null } => [], // the result is not there yet; it is looked at when it comes
        _ => [Checks.Findings.CouldNotCheck(Layer.Authorization, "", "The policy's rule says nothing.")],
    };

    private static IEnumerable<Finding> Equal(AuthorizationRule rule, JsonElement expected, Inquiry inquiry)
    {
        if (rule.Argument is not { } argument || !JsonPointer.TryParse(argument, out var pointer))
            return [Checks.Findings.CouldNotCheck(Layer.Authorization, rule.Argument ?? "", "The policy's pointer is malformed.")];
        var parts = pointer.Expand(inquiry.Arguments).ToList();
        if (parts.Count == 0) return rule.Optional ? [] : [Checks.Findings.Absent(Layer.Authorization, argument)];
        return parts.Where(part => !(rule.Optional && Emptiness.Of(part.Value))).SelectMany(IEnumerable<Finding> (part) =>
        {
            if (Emptiness.Of(part.Value)) return [Checks.Findings.Absent(Layer.Authorization, part.Pointer)];
            var allowed = ValueTemplate.Values(expected, inquiry.Arguments, inquiry.Context.Principal, Binding.Of(pointer, part.Pointer), out var missing);
            if (missing is not null) return [Unknown(part.Pointer, missing)];
            return allowed.All(a => JsonEquality.Instance.Equals(a, part.Value))
                ? [] : [new(Layer.Authorization, part.Pointer, "notYours", "The value is not that of the user on whose behalf this runs.")];
        });
    }

    private static IEnumerable<Finding> Owns(AuthorizationRule rule, OwnsRule owns, Inquiry inquiry)
    {
        var expected = ValueTemplate.Values(owns.MustEqual, inquiry.Arguments, inquiry.Context.Principal, Binding.None, out var missing);
        if (missing is not null) return [Unknown("", missing)];
        return inquiry.Read(owns, Binding.None) switch
        {
            LookedUp.Pending => [],
            LookedUp.Absent absent when rule.Optional && absent.Hole.StartsWith('/') => [],
            LookedUp.Absent absent => [Checks.Findings.Absent(Layer.Authorization, absent.Hole.StartsWith('/') ? absent.Hole : "")],
            LookedUp.CouldNotCheck could => [Checks.Findings.CouldNotCheck(Layer.Authorization, "", could.Why)],
            LookedUp.Values { Items: { IsEmpty: false } items } when items.All(i => expected.All(e => JsonEquality.Instance.Equals(e, i))) => [],
            // The same word for what belongs to others and for what does not exist: who asks must not learn which.
            _ => [new(Layer.Authorization, "", "notYours", "This does not belong to the user on whose behalf this runs.")],
        };
    }

    private static Finding Unknown(string path, string hole) =>
        new(Layer.Authorization, path, "principalUnknown", $"Nothing is known of the user's {hole}, so the call cannot be allowed.");
}
