using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>What keeps a policy from being enforced as it stands. A key that is not understood is a fault: a check that is ignored protects nothing.</summary>
internal static class PolicyFaults
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    public static (string Key, string Problem)? First(ToolPolicy policy, DateTimeOffset now) =>
        All(policy, now).Select(fault => ((string, string)?)fault).FirstOrDefault();

    /// <summary>Every fault that can be told; where a list is missing, no more than that.</summary>
    public static IEnumerable<(string Key, string Problem)> All(ToolPolicy policy, DateTimeOffset now)
    {
        foreach (var key in NotSupported(policy)) yield return (key, "is not supported by this version, so the tool would run unchecked");
        if (AbsentList(policy) is { } list)
        {
            yield return (list, "must be a list; an empty one asks for nothing");
            yield break;
        }

        if (policy is { Reversibility: Reversibility.Reversible, Undo: null }) yield return ("Undo", "is missing: what is Reversible has a way back, as in { \"Tool\": \"desk.remove_note\", \"Arguments\": {…} }");
        foreach (var fault in RuleFaults.Of(policy)) yield return fault;
        foreach (var fault in ProbeFaults.Of(policy)) yield return fault;
        if (StandingFaults.First(policy, now) is { } standingFault) yield return standingFault;
        if (policy.Undo is { } undo && FirstOfUndo(undo) is { } undoFault) yield return undoFault;
        foreach (var path in Malformed(policy)) yield return (path.Key, $"holds {path.Text}, which is no JSON pointer to one value of the arguments, as in /order_id");
        foreach (var fault in OfNumbers(policy)) yield return fault;
        foreach (var path in Sensitive(policy).Where(p => !JsonPointer.TryParse(p.Text, out _))) yield return (path.Key, $"holds {path.Text}, which is no JSON pointer, as in /iban or /orders/*/address");
        foreach (var fault in policy.Rules.SelectMany(OfRule)) yield return fault;
        foreach (var name in FactNames(policy).Where(name => !policy.Facts.Any(f => f?.Name == name))) yield return ("Facts", $"has no {name}, which Title or Effect names");
        if (policy.Title is { } title)
            foreach (var missing in policy.Decisive.Where(d => !Template.Paths(title).Contains(d))) yield return ("Title", $"must name the decisive argument {missing}, as in {{{missing}}}");
        foreach (var (key, free) in FreeWords(policy)) yield return (key, $"holds {{{free}}}, which is not among the decisive arguments: what an agent may write as it likes is no part of the sentence");
    }

    /// <summary>Those of the policy by itself, and the paths that no call of the tool can have.</summary>
    /// <param name="schema">Of the tool's arguments; null where it is not known now.</param>
    public static IEnumerable<(string Key, string Problem)> All(ToolPolicy policy, JsonElement? schema, DateTimeOffset now)
    {
        var own = All(policy, now).ToList();
        return schema is { } known && AbsentList(policy) is null ? own.Concat(Misplaced(policy, known)) : own;
    }

    /// <summary>Pointers that no call of the tool can have: a misspelled one makes every call the same deed, or a check that never looks.</summary>
    public static IEnumerable<(string Key, string Problem)> Misplaced(ToolPolicy policy, JsonElement schema) => Paths(policy).Concat(PathsOfRules(policy)).Concat(PathsOfConditions(policy))
        .Where(p => JsonPointer.TryParse(p.Text, out _) && !ArgumentPath.MayExist(schema, p.Text)).Distinct().Select(p => (p.Key, $"holds {p.Text}, which no call of this tool has"));

    /// <summary>Sensitive fields that no result of the tool can have: a misspelled one masks nothing.</summary>
    /// <param name="declared">The tool's schema of its results.</param>
    public static IEnumerable<(string Key, string Problem)> MisplacedInResult(ToolPolicy policy, JsonElement declared) => AbsentList(policy) is not null ? [] : Sensitive(policy)
        .Where(p => p.Key != SensitiveArguments && JsonPointer.TryParse(p.Text, out _) && !ArgumentPath.MayExist(declared, p.Text)).Distinct().Select(p => (p.Key, $"holds {p.Text}, which no result of this tool has"));

    // An empty list or null asks for nothing, so nothing is ignored.
    private static IEnumerable<string> NotSupported(ToolPolicy policy) => (policy.Unknown ?? [])
        .Where(u => !AsksForNothing(u.Value)).Select(u => u.Key);

    private static bool AsksForNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };

    private static IEnumerable<(string Key, string Problem)> OfNumbers(ToolPolicy policy)
    {
        if (policy.Approvals is < 1 or > 5) yield return ("Approvals", "must be from 1 to 5");
        if (policy.ExpiresAfter < TimeSpan.FromMinutes(1) || policy.ExpiresAfter > Longest) yield return ("ExpiresAfter", "must be from one minute to 90 days");
        if (policy.Escalation is { } escalation && (escalation.After < TimeSpan.FromMinutes(1) || escalation.After >= policy.ExpiresAfter)) yield return ("Escalation:After", "must be from one minute to less than ExpiresAfter");
        if (policy.Timeout <= TimeSpan.Zero || policy.Timeout > TimeSpan.FromHours(1)) yield return ("Timeout", "must be from 1 ms to 1 hour");
        if (policy.ApprovalValidFor <= TimeSpan.Zero || policy.ApprovalValidFor > Longest) yield return ("ApprovalValidFor", "must be positive and at most 90 days");
        if (policy.HoldSeconds is < 0 or > 3600) yield return ("HoldSeconds", "must be from 0 to 3600");
    }

    private static IEnumerable<(string Key, string Problem)> OfRule(ClassRule? rule, int i)
    {
        if (rule is not { When.ValueKind: not JsonValueKind.Undefined }) yield return ($"Rules:{i}:When", "is missing: a JSON Schema that says when the rule holds");
        else if (!ConditionSchema.TryCompile(rule.When, out _, out var reason)) yield return ($"Rules:{i}:When", $"cannot be checked in full: {reason}");
    }

    // null where a list belongs, or a list that holds null.
    private static string? AbsentList(ToolPolicy policy) => policy switch
    {
        { Decisive: var list } when list.IsDefault || list.Contains(null!) => "Decisive",
        { EffectKey: var list } when list.IsDefault || list.Contains(null!) => "EffectKey",
        { Permissions: var list } when list.IsDefault || list.Contains(null!) => "Permissions",
        { Rules.IsDefault: true } => "Rules",
        { Checks.IsDefault: true } => "Checks",
        { Authorization.IsDefault: true } => "Authorization",
        { Facts.IsDefault: true } => "Facts",
        { Reviewers.IsDefault: true } => "Reviewers",
        { RequireGrounded: null } => "RequireGrounded",
        { Sensitive: { Arguments: var list } } when list.IsDefault || list.Contains(null!) => SensitiveArguments,
        { Sensitive: { Result: var list } } when list.IsDefault || list.Contains(null!) => "Sensitive:Result",
        _ => null,
    };

    private static IEnumerable<(string Key, string Text)> Malformed(ToolPolicy policy) =>
        Paths(policy).Concat(Unclosed("Title", policy.Title)).Concat(Unclosed("Effect", policy.Effect)).Where(p => !IsOfFacts(p.Text) && !IsOfArguments(p.Text)).Distinct();

    private static IEnumerable<(string Key, string Text)> Paths(ToolPolicy policy) =>
    [
        .. policy.Decisive.Select(p => ("Decisive", p)), .. policy.EffectKey.Select(p => ("EffectKey", p)),
        .. Template.Paths(policy.Title ?? "").Select(p => ("Title", p)), .. Template.Paths(policy.Effect ?? "").Select(p => ("Effect", p)),
    ];

    /// <summary>Pointers of checks, rules and grounding. A wildcard stands for what may be there.</summary>
    private static IEnumerable<(string Key, string Text)> PathsOfRules(ToolPolicy policy) =>
    [
        .. policy.Checks.Select((c, i) => ($"Checks:{i}:Argument", c?.Argument)).Concat(policy.Authorization.Select((a, i) => ($"Authorization:{i}:Argument", a?.Argument)))
            .Concat(policy.Authorization.Select((a, i) => ($"Authorization:{i}:Quota:SumOf", a?.Quota?.SumOf))).Where(p => p.Item2 is not null).Select(p => (p.Item1, p.Item2!)),
        .. ProbeFaults.Paths(policy.Probe).Select(p => ("Probe:Arguments", p)),
        .. policy.RequireGrounded.Keys.Select(p => ("RequireGrounded", p)), .. Sensitive(policy).Where(p => p.Key == SensitiveArguments),
    ];

    /// <summary>Members that conditions speak of. One that no call has would never let a rule raise a class.</summary>
    private static IEnumerable<(string Key, string Text)> PathsOfConditions(ToolPolicy policy) =>
    [
        .. policy.Rules.SelectMany((rule, i) => Named($"Rules:{i}:When", rule?.When)), .. policy.Reviewers.SelectMany((reviewer, i) => Named($"Reviewers:{i}:Within", reviewer?.Within)),
        .. Named("Standing:When", policy.Standing?.When),
    ];

    private static IEnumerable<(string Key, string Text)> Named(string key, JsonElement? condition) => condition is { } known ? ConditionPaths.Of(known).Select(path => (key, path)) : [];

    private const string SensitiveArguments = "Sensitive:Arguments";

    private static IEnumerable<(string Key, string Text)> Sensitive(ToolPolicy policy) =>
        (policy.Sensitive?.Arguments ?? []).Select(p => (SensitiveArguments, p)).Concat((policy.Sensitive?.Result ?? []).Select(p => ("Sensitive:Result", p)));

    private static bool IsOfFacts(string path) => path.StartsWith("facts/", StringComparison.Ordinal);

    private static bool IsOfArguments(string path) => JsonPointer.TryParse(path, out var pointer) && !pointer.Steps.Contains("*");

    // A brace that no pointer closes would stand in the sentence as it is.
    private static IEnumerable<(string Key, string Text)> Unclosed(string key, string? template) =>
        template is not null && template.Count(c => c is '{') != Template.Paths(template).Count() ? [(key, template)] : [];

    /// <summary>Arguments in a sentence that are not decided on. Where the policy names none, all are.</summary>
    private static IEnumerable<(string Key, string Path)> FreeWords(ToolPolicy policy) => policy.Decisive.IsEmpty ? [] :
        new[] { ("Title", policy.Title), ("Effect", policy.Effect) }.SelectMany(t => Template.Paths(t.Item2 ?? "").Where(p => IsOfArguments(p) && !policy.Decisive.Contains(p)).Select(p => (t.Item1, p)));

    private static IEnumerable<string> FactNames(ToolPolicy policy) => Template.Paths(policy.Title ?? "").Concat(Template.Paths(policy.Effect ?? ""))
        .Where(IsOfFacts).Select(p => p["facts/".Length..]);

    private static (string Key, string Problem)? FirstOfUndo(UndoRule undo) => undo switch
    {
        { Tool: null or "" } => ("Undo:Tool", "is missing: the id of the tool that takes the call back"),
        { Arguments.ValueKind: not JsonValueKind.Object } => ("Undo:Arguments", "must be an object"),
        _ => null,
    };
}
