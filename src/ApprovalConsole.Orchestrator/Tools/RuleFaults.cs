using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>What is wrong with a policy's checks, rules of authorization, facts, reviewers and standing approval.</summary>
internal static class RuleFaults
{
    public static IEnumerable<(string Key, string Problem)> Of(ToolPolicy policy) =>
    [
        .. policy.Checks.SelectMany((check, i) => Of(check, $"Checks:{i}")),
        .. policy.Authorization.SelectMany((rule, i) => Of(rule, $"Authorization:{i}")),
        .. policy.Facts.SelectMany((fact, i) => Of(fact, $"Facts:{i}")),
        .. policy.Reviewers.SelectMany((reviewer, i) => Of(reviewer, $"Reviewers:{i}")),
        .. policy.RequireGrounded.SelectMany(Grounded),
        .. policy.Undo is { Arguments.ValueKind: JsonValueKind.Object } undo ? UndoFaults.Of(undo) : [],
    ];

    private static IEnumerable<(string, string)> Of(CheckRule? check, string key)
    {
        if (check?.Kind is not { } kind) return [(key, "must say exactly one of Exists, Compare, Range, Window, OneOf, State")];
        var needsArgument = kind is not ("Exists" or "State");
        return
        [
            .. check.Argument is null && needsArgument ? [($"{key}:Argument", "is missing: a JSON pointer to the argument, as in /amount")] : Pointer(check.Argument, $"{key}:Argument"),
            .. check.LooksUp is { } lookUp ? OfLookUp(lookUp, $"{key}:{kind}", needsPath: kind is not "Exists") : [],
            .. check.Compare is { } compare && !CompareRule.Operators.Contains(compare.Operator) ? [($"{key}:Compare:Operator", $"must be one of {string.Join(" ", CompareRule.Operators)}")] : Nothing,
            .. check.State is { In: null or { Count: 0 } } ? [($"{key}:State:In", "is empty, so nothing would pass")] : Nothing,
            .. check.Range is { Min: null, Max: null } ? [($"{key}:Range", "must have Min or Max")] : Nothing,
            .. check.Range is { Min: { } min, Max: { } max } && min > max ? [($"{key}:Range", "has a Min above its Max")] : Nothing,
            .. check.Window is { } window ? Of(window, $"{key}:Window") : [],
        ];
    }

    private static IEnumerable<(string, string)> Of(WindowRule window, string key)
    {
        if (window is { From: null, To: null }) return [(key, "must have From or To")];
        if (!Duration.TryRead(window.From, out _)) return [($"{key}:From", "must be an ISO 8601 duration of days or less, as in -P30D")];
        return Duration.TryRead(window.To, out _) ? [] : [($"{key}:To", "must be an ISO 8601 duration of days or less, as in P0D")];
    }

    private static IEnumerable<(string, string)> Of(AuthorizationRule? rule, string key) => rule?.Kind switch
    {
        null => [(key, "must say exactly one of Equals, Owns, ResultOwns, Quota")],
        "Equals" => [.. rule.Argument is null ? [($"{key}:Argument", "is missing: a JSON pointer to the argument, as in /user_id")] : Pointer(rule.Argument, $"{key}:Argument"), .. Holes(rule.MustEqual!.Value, $"{key}:Equals")],
        "Owns" => [.. OfLookUp(rule.Owns!, $"{key}:Owns", needsPath: true), .. Expected(rule.Owns!.MustEqual, $"{key}:Owns:Equals")],
        "ResultOwns" => [.. Pointer(rule.ResultOwns!.Path, $"{key}:ResultOwns:Path"), .. Expected(rule.ResultOwns.MustEqual, $"{key}:ResultOwns:Equals")],
        _ => Of(rule.Quota!, $"{key}:Quota"),
    };

    public static IEnumerable<(string, string)> Of(QuotaRule quota, string key)
    {
        if (!Duration.TryRead(quota.Window, out var window) || window is not { } length || length <= TimeSpan.Zero || length > TimeSpan.FromDays(366))
            return [($"{key}:Window", "must be an ISO 8601 duration of at most 366 days, as in P1D")];
        if (quota is { Count: null, SumMax: null }) return [(key, "must have Count, or SumOf with SumMax")];
        if (quota.Count is < 0) return [($"{key}:Count", "must not be negative")];
        if (quota.SumOf is null != quota.SumMax is null) return [(key, "must have both SumOf and SumMax, or neither")];
        return quota.SumMax is < 0 or > 1_000_000_000_000 ? [($"{key}:SumMax", "must be from 0 to 1,000,000,000,000")] : Pointer(quota.SumOf, $"{key}:SumOf");
    }

    private static IEnumerable<(string, string)> Of(FactRule? fact, string key) => fact switch
    {
        null or { Name: null or "" } => [($"{key}:Name", "is missing: titles and effects use the fact by its name")],
        _ when fact.Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')) => [($"{key}:Name", "may hold letters, digits, _ and - only")],
        _ => OfLookUp(fact, key, needsPath: true),
    };

    private static IEnumerable<(string, string)> Of(ReviewerRule? reviewer, string key) => reviewer switch
    {
        null or { Group: null, Within: null } => [(key, "must have Group or Within")],
        { Within: { } within } when !ConditionSchema.TryCompile(within, out _, out var reason) => [($"{key}:Within", $"cannot be checked in full: {reason}")],
        _ => [],
    };

    private static IEnumerable<(string, string)> Grounded(KeyValuePair<string, string> required) =>
    [
        .. Pointer(required.Key, $"RequireGrounded:{required.Key}"),
        .. required.Value is "principal" or "input" or "record" or "thirdParty" ? Nothing : [($"RequireGrounded:{required.Key}", "must be principal, input, record or thirdParty")],
    ];

    public static IEnumerable<(string Key, string Problem)> OfLookUp(LookUp lookUp, string key, bool needsPath, int depth = 1)
    {
        if (depth > LookUp.MostNested) return [(key, $"is nested too deep: a look-up may take an argument from a look-up, and no further")];
        if (lookUp.Tool?.Contains('.') is not true) return [($"{key}:Tool", "must be the id of a ReadOnly tool, as in shop.get_order")];
        if (lookUp.Arguments.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined)) return [($"{key}:Arguments", "must be an object")];
        if (needsPath && lookUp.Path is null) return [($"{key}:Path", "is missing: a JSON pointer into the answer; an empty one is all of it")];
        return
        [
            .. Pointer(lookUp.Path, $"{key}:Path"),
            .. lookUp.Arguments.ValueKind is JsonValueKind.Object ? lookUp.Arguments.EnumerateObject().SelectMany(a => OfArgument(a.Value, $"{key}:Arguments:{a.Name}", depth)) : [],
        ];
    }

    private static IEnumerable<(string, string)> OfArgument(JsonElement argument, string key, int depth) =>
        LookUp.Nested(argument) is { } nested ? OfLookUp(nested, key, needsPath: true, depth + 1) : Holes(argument, key);

    private static IEnumerable<(string, string)> Expected(JsonElement value, string key) =>
        value.ValueKind is JsonValueKind.Undefined ? [(key, "is missing, as in {principal.attributes.user_id}")] : Holes(value, key);

    // A brace that means nothing would be taken to the letter, and compare with nothing.
    private static IEnumerable<(string, string)> Holes(JsonElement value, string key)
    {
        if (value.ValueKind is not JsonValueKind.String || value.GetString() is not { } text || !text.Contains('{')) return [];
        var holes = ValueTemplate.Holes(text).ToList();
        return holes.Count == text.Count(c => c is '{') && holes.TrueForAll(ValueTemplate.IsKnown)
            ? [] : [(key, $"holds {text}, which points to nothing: {{/order_id}} is an argument, {{principal.attributes.user_id}} an attribute of the user")];
    }

    private static IEnumerable<(string, string)> Pointer(string? path, string key) =>
        path is null || JsonPointer.TryParse(path, out _) ? [] : [(key, $"holds {path}, which is no JSON pointer, as in /order_id")];

    private static readonly (string, string)[] Nothing = [];
}
