using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Schemas;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>What is wrong with a policy's probe. Its word settles what became of a call, so what would say the same of every call, or nothing of any, is refused.</summary>
internal static class ProbeFaults
{
    private static readonly TimeSpan LongestFinal = TimeSpan.FromDays(90);

    public static IEnumerable<(string Key, string Problem)> Of(ToolPolicy policy)
    {
        if (policy.ProbeFinalAfter is { } after && (after < TimeSpan.FromSeconds(1) || after > LongestFinal)) yield return ("ProbeFinalAfter", "must be from one second to 90 days");
        if (policy is { Probe: null, ProbeFinalAfter: not null }) yield return ("ProbeFinalAfter", "says when a probe's word counts, and there is no Probe");
        if (policy.Probe is not { } probe) yield break;
        foreach (var fault in RuleFaults.OfLookUp(probe, "Probe", needsPath: false)) yield return fault;
        if (HasWildcard(probe.Path)) yield return ("Probe:Path", "holds *: name the list itself, and say in Happened what it contains");
        foreach (var (name, value) in Arguments(probe))
        {
            if (LookUp.Nested(value) is not null) yield return ($"Probe:Arguments:{name}", "is a look-up itself: a probe asks once, about this call");
            else if (Holes(value).Any(HasWildcard)) yield return ($"Probe:Arguments:{name}", "holds *: a probe asks once, about this call");
        }

        if (!Arguments(probe).SelectMany(a => Holes(a.Value)).Any(hole => hole.StartsWith('/'))) yield return ("Probe:Arguments", "name no argument of the call, as in {/order_id}: what is found would be said of every call");
        if (WhyNot(probe.Happened) is { } why) yield return ("Probe:Happened", why);
    }

    /// <summary>Against the tool that is asked.</summary>
    public static IEnumerable<(string Key, string Problem)> Of(ProbeRule probe, Tool? asked)
    {
        if (asked is null) return [("Probe:Tool", $"names {probe.Tool}, and there is no such tool: nothing could be found out")];
        if (asked.Policy.Reversibility is not Reversibility.ReadOnly) return [("Probe:Tool", $"names {probe.Tool}, which is not ReadOnly: finding out must change nothing")];
        return
        [
            .. asked.Schema is { } schema ? Misfits(probe, schema) : [],
            .. asked.Definition.OutputSchema is { } answers ? Misplaced(probe, answers) : [],
        ];
    }

    /// <summary>Pointers into the call's arguments.</summary>
    public static IEnumerable<string> Paths(ProbeRule? probe) => probe is null ? [] : Arguments(probe).SelectMany(a => Holes(a.Value)).Where(hole => hole.StartsWith('/'));

    /// <summary>As far as it can be told before there is a call: names, and values that are written out.</summary>
    private static IEnumerable<(string, string)> Misfits(ProbeRule probe, JsonSchema schema)
    {
        var given = Arguments(probe).ToList();
        var open = given.Where(a => Holes(a.Value).Any()).Select(a => $"/{JsonPointer.Escape(a.Name)}").ToHashSet();
        return schema.EvaluateArguments(JsonSerializer.SerializeToElement(given.ToDictionary(a => a.Name, a => a.Value)))
            .Where(finding => !open.Contains(finding.Path)).Select(finding => ("Probe:Arguments", $"do not fit {probe.Tool}: {finding.Path} {finding.Message}".TrimEnd('.')));
    }

    // A misspelled member would never be there, and every call would be said not to have happened.
    private static IEnumerable<(string, string)> Misplaced(ProbeRule probe, JsonElement answers) => ConditionPaths.Of(probe.Happened).Select(path => $"{probe.Path}{path}")
        .Where(path => !ArgumentPath.MayExist(answers, path)).Select(path => ("Probe:Happened", $"holds {path}, which no answer of {probe.Tool} has"));

    private static string? WhyNot(JsonElement happened)
    {
        if (happened.ValueKind is JsonValueKind.Undefined) return "is missing: a JSON Schema of what is found where the call was carried out";
        if (!ConditionSchema.TryCompile(happened, out var compiled, out var reason)) return $"cannot be checked in full: {reason}";
        return Empty.Any(empty => compiled.Evaluate(empty).IsEmpty) ? "holds of an empty answer: say what is there when the call was carried out" : null;
    }

    private static readonly JsonElement[] Empty = [.. new[] { "null", "{}", "[]", "\"\"" }.Select(text => JsonElement.Parse(text))];

    private static IEnumerable<(string Name, JsonElement Value)> Arguments(ProbeRule probe) =>
        probe.Arguments.ValueKind is JsonValueKind.Object ? probe.Arguments.EnumerateObject().Select(a => (a.Name, a.Value)) : [];

    private static IEnumerable<string> Holes(JsonElement value) => value.ValueKind is JsonValueKind.String ? ValueTemplate.Holes(value.GetString()!) : [];

    private static bool HasWildcard(string? path) => path is not null && path.Split('/').Contains("*");
}
