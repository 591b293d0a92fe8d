using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>A stretch of the sentence that says what would happen.</summary>
/// <param name="IsValue">From the arguments; the rest are an admin's words.</param>
public sealed partial record TitlePart(string Text, bool IsValue)
{
    private const int LongestButton = 48;

    public static ImmutableArray<TitlePart> Of(ProposalView proposal)
    {
        if (proposal.Tool == ChooseTool.Id && proposal.Arguments is { ValueKind: JsonValueKind.Object } asked && asked.TryGetProperty("question", out var question)) return [new(question.ToString(), IsValue: true)];
        var parts = proposal.TitleTemplate is { } template ? Template.Parts(template, proposal.Arguments, FactsOf(proposal)) : Template.PlainParts(ToolName(proposal.Tool), proposal.Arguments);
        return [.. parts.Select(p => new TitlePart(p.Text, p.Path is not null))];
    }

    /// <summary>The sentence up to its first value, as the approving button repeats it.</summary>
    public static string OnButton(ImmutableArray<TitlePart> title)
    {
        var words = title.TakeWhile(p => !p.IsValue).Count();
        var unit = title.Length > words + 1 ? Unit().Match(title[words + 1].Text).Value : "";
        var text = (string.Concat(title.Take(words + 1).Select(p => p.Text)) + unit).Trim();
        return text.Length <= LongestButton ? text : $"{text[..(char.IsHighSurrogate(text[LongestButton - 2]) ? LongestButton - 2 : LongestButton - 1)]}…";
    }

    public static string Plain(ImmutableArray<TitlePart> title) => string.Concat(title.Select(p => p.Text));

    /// <summary>A currency right after the value belongs to it.</summary>
    [GeneratedRegex(@"^ [A-Z]{3}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Unit();

    private static Dictionary<string, JsonElement> FactsOf(ProposalView proposal) =>
        proposal.Facts.Where(f => f.Name is not null).DistinctBy(f => f.Name).ToDictionary(f => f.Name!, f => f.Value, StringComparer.Ordinal);

    private static string ToolName(string toolId) => toolId[(toolId.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
