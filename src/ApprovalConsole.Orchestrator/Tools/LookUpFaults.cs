using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>What is wrong with a policy's look-ups against the tools that they ask: with one that is not there, or may not be asked so, every call would be refused.</summary>
internal static class LookUpFaults
{
    public static IEnumerable<(string Key, string Problem)> Of(ToolPolicy policy, Func<string, Tool?> find) =>
        All(policy).Where(l => l.LookUp.Tool is { Length: > 0 }).SelectMany(l => WhyNot(l.LookUp.Tool, find(l.LookUp.Tool)) is { } why ? [($"{l.Key}:Tool", why)] : Array.Empty<(string, string)>());

    private static IEnumerable<(string Key, LookUp LookUp)> All(ToolPolicy policy) =>
    [
        .. policy.Checks.SelectMany((check, i) => WithNested(check.LooksUp, $"Checks:{i}:{check.Kind}")),
        .. policy.Authorization.SelectMany((rule, i) => WithNested(rule.Owns, $"Authorization:{i}:Owns")),
        .. policy.Facts.SelectMany((fact, i) => WithNested(fact, $"Facts:{i}")),
        .. WithNested(policy.Undo?.Still, "Undo:Still"),
    ];

    private static IEnumerable<(string Key, LookUp LookUp)> WithNested(LookUp? lookUp, string key)
    {
        if (lookUp is null) return [];
        return lookUp.Arguments.ValueKind is not JsonValueKind.Object ? [(key, lookUp)]
            : [(key, lookUp), .. lookUp.Arguments.EnumerateObject().SelectMany(a => WithNested(LookUp.Nested(a.Value), $"{key}:Arguments:{a.Name}"))];
    }

    private static string? WhyNot(string id, Tool? asked) => asked switch
    {
        null => $"names {id}, and there is no such tool: nothing could be looked up",
        { Policy.Reversibility: not Reversibility.ReadOnly } => $"names {id}, which is not ReadOnly: looking up must change nothing",
        _ => null,
    };
}
