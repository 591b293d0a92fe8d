using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ApprovalConsole.Web.Shared.Editing;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>The kinds of a list of rules, of which each rule has exactly one, and what each kind says.</summary>
public sealed record RuleKinds(ImmutableArray<RuleKind> Kinds)
{
    private static readonly ImmutableArray<string> LookUp = ["tool", "arguments", "path"];

    public static readonly RuleKinds OfChecks = new(
    [
        new("exists", "exists: a look-up answers", LookUp, false), new("compare", "compare with a look-up", ["operator", .. LookUp], true),
        new("range", "range: a number between bounds", ["min", "max"], true), new("window", "window: a date between two times", ["from", "to"], true),
        new("oneOf", "one of the values looked up", LookUp, true), new("state", "state of what is looked up", [.. LookUp, "in"], false),
    ]);

    public static readonly RuleKinds OfAuthorization = new(
    [
        new("equals", "an argument equals", [], true), new("owns", "owns: what is looked up belongs to the user", [.. LookUp, "equals"], false),
        new("resultOwns", "result owns: else it is withheld", ["path", "equals"], false), new("quota", "quota: so many in a time", ["window", "per", "count", "sumOf", "sumMax"], false),
    ]);

    /// <summary>The rule's kind; null where it has none yet.</summary>
    public RuleKind? Of(JsonNode? rule) => Kinds.FirstOrDefault(kind => JsonPlace.Read(rule, kind.Name) is not null);

    /// <summary>The rule as another kind; what both kinds say stays.</summary>
    public JsonObject Changed(JsonNode? rule, string to)
    {
        var was = Of(rule);
        var kept = new JsonObject();
        foreach (var name in new[] { "argument", "optional" })
            if (JsonPlace.Read(rule, name) is { } value) kept[name] = value.DeepClone();
        var kind = Kinds.First(k => k.Name == to);
        if (kind.Members.IsEmpty)
        {
            kept[to] = (was is null ? null : JsonPlace.Read(rule, $"{was.Name}:{to}"))?.DeepClone() ?? "{principal.subject}";
            return kept;
        }

        var said = new JsonObject();
        foreach (var member in kind.Members)
            if (was is not null && JsonPlace.Read(rule, was.Members.IsEmpty && was.Name == member ? member : $"{was.Name}:{member}") is { } value) said[member] = value.DeepClone();
        if (kind.Name is "compare") said["operator"] ??= "<=";
        if (kind.Name is "quota") (said["window"], said["per"]) = ("P1D", "Principal");
        kept[to] = said;
        return kept;
    }
}

/// <param name="Name">Its key in the JSON.</param>
/// <param name="Members">What its object says; empty where it is one value.</param>
/// <param name="IsOfArgument">It is about an argument of the call.</param>
public sealed record RuleKind(string Name, string Words, ImmutableArray<string> Members, bool IsOfArgument)
{
    public bool Has(string member) => Members.Contains(member);
}
