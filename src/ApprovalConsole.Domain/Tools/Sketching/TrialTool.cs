using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>A tool that has one line of a sketch for its policy and lets every other argument by: what is refused, that line refuses.</summary>
public static class TrialTool
{
    public static Tool Of(Tool tool, PolicyLine line)
    {
        var policy = line.Over(new());
        return tool with { Policy = policy, Schema = Anything, Rules = Compiled(policy), Checks = [], Standing = null, ResultSchema = null, Status = ToolStatus.Active, StatusReason = null };
    }

    /// <summary>What a verdict says of the value that was tried.</summary>
    public static Tried Read(Verdict verdict, string shown) => verdict switch
    {
        { Validation: { IsUnchecked: true, Findings: [var finding, ..] } } => new(shown, TrialOutcome.CouldNotCheck, finding.Code, finding.Message),
        { Validation.Findings: [var finding, ..] } => new(shown, TrialOutcome.Refused, finding.Code, finding.Message),
        { Terms.Reversibility: Reversibility.Forbidden } => new(shown, TrialOutcome.Refused, "forbidden", "A rule forbids it."),
        { Validation.MayGo: true, Terms: not null } => new(shown, TrialOutcome.Passes),
        _ => new(shown, TrialOutcome.CouldNotCheck, "couldNotCheck", "It came to no verdict."),
    };

    private static readonly JsonSchema Anything = JsonSchema.TryCompile(JsonElement.Parse("""{"type":"object","additionalProperties":true}"""), out var schema, out var reason) ? schema : throw new InvalidOperationException(reason);

    private static ImmutableArray<CompiledRule> Compiled(ToolPolicy policy) =>
        [.. policy.Rules.Select(r => new CompiledRule(ConditionSchema.TryCompile(r.When, out var when, out var reason) ? when : throw new InvalidOperationException(reason), r.Reversibility))];
}
