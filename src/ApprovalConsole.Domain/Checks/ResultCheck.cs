using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Checks;

/// <summary>Looks at what a tool answered before anybody sees it: whose it is, and whether it has the shape that the tool declares.</summary>
public static class ResultCheck
{
    /// <summary>It belongs to somebody else, or nobody can say to whom.</summary>
    public const string Withheld = "withheld";

    /// <summary>It is not what the tool declares to answer.</summary>
    public const string Malformed = "badResult";

    private const int MostPaths = 5;
    private const int LongestPath = 60;

    /// <param name="tool">With the policy under which the call was sent.</param>
    /// <param name="arguments">Of the call.</param>
    /// <param name="isPart">The result was cut: ownership is still asked of what is left, the declared shape is not.</param>
    /// <returns>The outcome as it was, or <see cref="ToolOutcome.Unusable"/> without any of the result's content.</returns>
    public static ToolOutcome Of(ToolOutcome outcome, Tool tool, JsonElement arguments, Principal principal, bool isPart = false)
    {
        var owners = tool.Policy.Authorization.Select(r => r.ResultOwns).OfType<ResultOwnsRule>().ToList();
        if (outcome is not ToolOutcome.Succeeded { Result.Text: { } text } || (owners.Count == 0 && tool.ResultSchema is null)) return outcome;
        var isReadable = StrictJson.TryParse(text, out var result, out _);
        if (owners.Count > 0 && !(isReadable && owners.TrueForAll(rule => Belongs(rule, result, arguments, principal))))
            return new ToolOutcome.Unusable(Withheld, "The result does not belong to the user on whose behalf this runs, so it is withheld.");
        if (isPart || tool.ResultSchema is not { } schema) return outcome;
        if (!isReadable) return new ToolOutcome.Unusable(Malformed, "The tool's result cannot be read in one way only.");
        return schema.Evaluate(result) is { IsEmpty: false } findings
            ? new ToolOutcome.Unusable(Malformed, $"The tool's result is not what it declares to answer: {Places([.. findings.Select(f => f.Path).Distinct()])}.")
            : outcome;
    }

    private static bool Belongs(ResultOwnsRule rule, JsonElement result, JsonElement arguments, Principal principal)
    {
        var expected = ValueTemplate.Values(rule.MustEqual, arguments, principal, Binding.None, out var missing);
        if (missing is not null || !JsonPointer.TryParse(rule.Path, out var pointer)) return false;
        var values = pointer.Expand(result).Select(part => part.Value).ToList();
        return values.Count > 0 && values.TrueForAll(v => expected.All(e => JsonEquality.Instance.Equals(e, v)));
    }

    // A member's name may be a third party's words as well.
    private static string Places(string[] paths) =>
        string.Join(", ", paths.Take(MostPaths).Select(p => p.Length == 0 ? "the whole" : p.Length > LongestPath ? $"{p[..LongestPath]}…" : p)) + (paths.Length > MostPaths ? ", …" : "");
}
