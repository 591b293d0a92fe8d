using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Domain.Tools.Sketching;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Features.Tools.Words;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Web.Features.Tools.Sketching;

/// <summary>A line of a sketch in words: what it would lay down, and how it did in its trial.</summary>
public static class SketchWords
{
    public static string KindOf(PolicyLine line) => line switch
    {
        PolicyLine.Class => "Class",
        PolicyLine.Sentence => "Sentence",
        PolicyLine.Effect => "Effect",
        PolicyLine.SameDeed => "Same deed",
        PolicyLine.Check => "Check",
        PolicyLine.Shape => "How it is written",
        PolicyLine.Grounded => "Seen before",
        _ => "Whose it is",
    };

    public static string Of(PolicyLine line) => line switch
    {
        PolicyLine.Class { Undo: { } undo } reversible => $"{reversible.Reversibility}: {ToolGroup.MeaningOf(reversible.Reversibility)}. {RuleWords.Of(undo)}",
        PolicyLine.Class of => $"{of.Reversibility}: {ToolGroup.MeaningOf(of.Reversibility)}.",
        PolicyLine.Sentence sentence => $"Reviewers read “{sentence.Title}”{sentence.Decisive switch { [] => "", [var one] => $", and {one} decides", var some => $", and {Phrases.Listed(some)} decide" }}.",
        PolicyLine.Effect effect => $"The effect is said as “{effect.Words}”.",
        PolicyLine.SameDeed deed => $"Two calls are the same deed where {Phrases.Listed(deed.EffectKey)} are equal.",
        PolicyLine.Check check => RuleWords.Of(check.Rule),
        PolicyLine.Shape shape => $"Never runs where {Pattern(shape.Rule)}.",
        PolicyLine.Grounded grounded => $"{grounded.Argument} must have been seen in {grounded.Least} or better.",
        PolicyLine.Owned owned => RuleWords.Of(owned.Rule),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>As in "passes", "refused with notFound".</summary>
    public static string Of(Tried tried) => tried switch
    {
        { Outcome: TrialOutcome.Passes } => "passes",
        { Outcome: TrialOutcome.Refused, Code: var code } => $"refused with {code}",
        _ => "could not be checked",
    };

    /// <summary>The keys of a policy that the line sets, as they stand in the settings.</summary>
    public static JsonObject Fragment(PolicyLine line)
    {
        var policy = PolicyText.Compact(line.Over(new()));
        if (line is not PolicyLine.Class) policy.Remove("reversibility");
        return policy;
    }

    private static string Pattern(ClassRule rule) => JsonNode.Parse(rule.When.GetRawText())?["properties"] is JsonObject properties && properties.FirstOrDefault() is { Value: { } said } one
        ? $"{one.Key} is not written like {said["not"]?["pattern"]}" : SpreadJson.Line(JsonNode.Parse(rule.When.GetRawText()));
}
