using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Suggestions;

/// <summary>What precedents speak for. They are counted against the rule wherever they can be.</summary>
internal static class Suggesting
{
    public const int FewestApprovals = 20;

    /// <summary>Where several people review: so many of them must have approved.</summary>
    public const int FewestPeople = 2;

    /// <summary>Which tools a rule can be made for: what one person decides on, and nobody has made a rule for.</summary>
    public static bool IsFor(Tool tool) => tool is { IsOffered: true, Policy: { Reversibility: Reversibility.Irreversible, Approval: Asking.Person, Standing: null } } && ArgumentsOf(tool).Count > 0;

    /// <param name="isAlone">One person answers everything there is.</param>
    /// <param name="days">That the precedents are from.</param>
    public static IEnumerable<RuleSuggestion> From(Tool tool, IReadOnlyList<Precedent> precedents, bool isAlone, int days)
    {
        var against = precedents.Where(p => p.Kind is PrecedentKind.Against).ToList();
        if (against.Any(p => p.Values is null)) yield break; // what somebody turned down and cannot be read any more might be any of them
        foreach (var argument in ArgumentsOf(tool))
        {
            var within = precedents.Where(p => p.Values?.ContainsKey(argument) is true).ToList();
            if (against.Exists(p => !p.Values!.ContainsKey(argument))) continue;
            var end = against.Select(p => p.Values![argument]).DefaultIfEmpty(decimal.MaxValue).Min();
            var approved = within.Where(p => p.Kind is PrecedentKind.Approved && p.Values![argument] < end).ToList();
            var people = CountPeople(approved.SelectMany(p => p.By));
            if (approved.Count < FewestApprovals || (!isAlone && people < FewestPeople)) continue;
            var (least, most) = (approved.Min(p => p.Values![argument]), approved.Max(p => p.Values![argument]));
            yield return new(
                tool.Id, tool.PolicyVersion, argument, least, most, approved.Count, people,
                within.Count(p => p.Kind is PrecedentKind.Unproven && p.Values![argument] >= least && p.Values![argument] <= most), days,
                approved.GroupBy(p => p.Day).Max(day => day.Count()), approved.GroupBy(p => (p.Day, p.Principal)).Max(one => one.Count()));
        }
    }

    /// <summary>Two keys of one owner are one person.</summary>
    public static int CountPeople(IEnumerable<Actor> actors)
    {
        var people = new List<Actor>();
        foreach (var actor in actors)
            if (!people.Exists(actor.IsSameAs)) people.Add(actor);
        return people.Count;
    }

    /// <summary>Amounts: numbers that are no ids, and that people are shown as they are.</summary>
    private static List<string> ArgumentsOf(Tool tool)
    {
        if (tool.Definition.Schema is not { ValueKind: JsonValueKind.Object } schema || !schema.TryGetProperty("properties", out var properties) || properties.ValueKind is not JsonValueKind.Object) return [];
        return [.. properties.EnumerateObject().Where(p => IsAmount(p, tool.Policy) && !IsSensitive(p.Name, tool.Policy)).Select(p => p.Name)];
    }

    // A whole number may be an id; the sentence says of an amount what it is counted in.
    private static bool IsAmount(JsonProperty property, ToolPolicy policy) =>
        property.Value.ValueKind is JsonValueKind.Object && property.Value.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String
        && (type.GetString() is "number" || (type.GetString() is "integer" && policy.Title?.Contains($"{{/{JsonPointer.Escape(property.Name)}:", StringComparison.Ordinal) is true));

    private static bool IsSensitive(string argument, ToolPolicy policy) => policy.Sensitive is { IsEmpty: false } sensitive && !sensitive.Arguments.IsDefaultOrEmpty
        && sensitive.Arguments.Any(path => !JsonPointer.TryParse(path, out var pointer) || pointer.Steps is [] || pointer.Steps[0] == "*" || pointer.Steps[0] == argument);
}
