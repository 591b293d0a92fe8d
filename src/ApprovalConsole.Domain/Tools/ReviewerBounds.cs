using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Tools;

/// <summary>What a reviewer may approve, or edit to.</summary>
public static class ReviewerBounds
{
    /// <summary>True where the policy bounds nobody, or one of its rules covers this person and these arguments.</summary>
    public static bool Allow(ToolPolicy policy, Actor reviewer, JsonElement arguments) =>
        policy.Reviewers.IsEmpty || policy.Reviewers.Any(rule => Covers(rule, reviewer, arguments));

    private static bool Covers(ReviewerRule rule, Actor reviewer, JsonElement arguments)
    {
        if (rule.Group is { } group && !reviewer.Groups.Contains(group)) return false;
        if (rule.Within is not { } within) return true;
        return ConditionSchema.TryCompile(within, out var schema, out _) && schema.Evaluate(arguments).IsEmpty;
    }
}
