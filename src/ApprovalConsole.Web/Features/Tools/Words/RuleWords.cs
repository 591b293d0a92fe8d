using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Tools.Words;

/// <summary>A rule of a policy as one sentence: what must be so, or what follows.</summary>
public static class RuleWords
{
    /// <returns>Null where the JSON cannot be read as such a rule yet.</returns>
    public static string? Of<T>(JsonNode? rule, Func<T, string> words) where T : class
    {
        try
        {
            return rule.Deserialize<T>(ViewJson.Options) is { } read ? words(read) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Of(ClassRule rule) => $"When {ConditionWords.Of(Node(rule.When))}, it is {rule.Reversibility}: {ToolGroup.MeaningOf(rule.Reversibility)}.";

    public static string Of(FactRule fact) => $"{Phrases.Name(fact.Name)} is {Phrases.Of(fact)}.{(fact.Optional ? " Where there is none, it is left out." : "")}";

    public static string Of(CheckRule check) => check.Kind switch
    {
        "Exists" => $"{Phrases.Asked(check.Exists!)} must find something.",
        "Compare" => $"{Phrases.Name(check.Argument)} must be {Operator(check.Compare!.Operator)} {Phrases.Of(check.Compare)}.",
        "Range" => $"{Phrases.Name(check.Argument)} must be {Range(check.Range!)}.",
        "Window" => $"{Phrases.Name(check.Argument)} must lie {Window(check.Window!)}.",
        "OneOf" => $"{Phrases.Name(check.Argument)} must be one of {Phrases.Of(check.OneOf!)}.",
        "State" => $"{Phrases.Of(check.State!)} must be {Phrases.Any((check.State!.In ?? []).Select(Phrases.Value))}.",
        _ => "Says nothing yet: choose one kind.",
    } + (check.Optional ? " Where the argument is left out, it passes." : "");

    public static string Of(AuthorizationRule rule) => rule.Kind switch
    {
        "Equals" => $"{Phrases.Name(rule.Argument)} must equal {Phrases.Value(rule.MustEqual!.Value)}.",
        "Owns" => $"{Phrases.Of(rule.Owns!)} must equal {Phrases.Value(rule.Owns!.MustEqual)}.",
        "ResultOwns" => $"A result is withheld unless its {Phrases.Name(rule.ResultOwns!.Path)} equals {Phrases.Value(rule.ResultOwns.MustEqual)}.",
        "Quota" => $"{Quota(rule.Quota!)}.",
        _ => "Says nothing yet: choose one kind.",
    } + (rule.Optional ? " Where the argument is left out, it passes." : "");

    public static string Of(ReviewerRule reviewer) =>
        $"{(reviewer.Group is { } group ? $"Reviewers of {group}" : "Every reviewer")} may approve{(reviewer.Within is { } within ? $" where {ConditionWords.Of(Node(within))}" : " anything")}.";

    public static string Of(StandingRule standing) =>
        $"Where {ConditionWords.Of(Node(standing.When))}, nobody is asked until {standing.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {string.Join("; ", (standing.Quotas.IsDefault ? [] : standing.Quotas).OfType<QuotaRule>().Select(Quota).Select(Lowered))}.";

    public static string Of(UndoRule undo) =>
        $"{Phrases.Name(undo.Tool)}{Phrases.Arguments(undo.Arguments)} takes it back{(undo.Still is { } still ? $", as long as {Phrases.Of(still)} is still {Phrases.Value(still.MustEqual)}" : "")}.";

    public static string Of(ProbeRule probe) => $"{Phrases.Of(probe)} tells whether a call happened whose answer never came: where {ConditionWords.Of(Node(probe.Happened), "what is there satisfies")}.";

    public static string Quota(QuotaRule quota)
    {
        string?[] bounds =
        [
            quota.Count is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count} call{(count == 1 ? "" : "s")}") : null,
            quota.SumMax is { } most ? string.Create(CultureInfo.InvariantCulture, $"{most} in sum of {Phrases.Name(quota.SumOf)}") : null,
        ];
        var per = quota.Per switch
        {
            QuotaScope.Principal => "for each user",
            QuotaScope.Agent => "for each agent",
            _ => "for all together",
        };
        return $"At most {(bounds.OfType<string>().ToList() is { Count: > 0 } some ? string.Join(" and ", some) : "…")} within {Phrases.Window(quota.Window)} {per}";
    }

    private static string Lowered(string words) => $"{char.ToLowerInvariant(words[0])}{words[1..]}";

    private static JsonNode? Node(JsonElement value) => value.ValueKind is JsonValueKind.Undefined ? null : JsonNode.Parse(value.GetRawText());

    private static string Operator(string? sign) => sign switch
    {
        "<" => "less than",
        "<=" => "at most",
        ">" => "more than",
        ">=" => "at least",
        "==" => "equal to",
        "!=" => "other than",
        _ => "…",
    };

    private static string Range(RangeRule range) => range switch
    {
        { Min: { } min, Max: { } max } => string.Create(CultureInfo.InvariantCulture, $"from {min} to {max}"),
        { Min: { } min } => string.Create(CultureInfo.InvariantCulture, $"at least {min}"),
        { Max: { } max } => string.Create(CultureInfo.InvariantCulture, $"at most {max}"),
        _ => "…",
    };

    private static string Window(WindowRule window) => window switch
    {
        { From: { } from, To: { } to } => $"between {Phrases.Moment(from)} and {Phrases.Moment(to)}",
        { From: { } from } => $"after {Phrases.Moment(from)}",
        { To: { } to } => $"before {Phrases.Moment(to)}",
        _ => "…",
    };
}
