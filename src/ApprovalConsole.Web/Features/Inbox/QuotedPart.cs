using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>A stretch of what the principal said.</summary>
/// <param name="IsMatch">It says a value that is decided on.</param>
public sealed record QuotedPart(string Text, bool IsMatch)
{
    private const string Before = "… ";
    private const int MostBefore = 200;
    private const int MostLinesBefore = 2;

    /// <summary>From the line of the first match on, where three lines from the beginning would not reach it.</summary>
    public static ImmutableArray<QuotedPart> Excerpt(ImmutableArray<QuotedPart> parts)
    {
        if (parts is not [{ IsMatch: false } before, { IsMatch: true }, ..]) return parts;
        if (before.Text.Length <= MostBefore && before.Text.Count(c => c is '\n') <= MostLinesBefore) return parts;
        var line = before.Text[(before.Text.LastIndexOf('\n') + 1)..];
        return [before with { Text = Before + (line.Length > MostBefore ? Tail(line) : line) }, .. parts[1..]];
    }

    /// <summary>Of the words a run began with; of a delegated run these are an agent's, and nothing in them is marked.</summary>
    public static ImmutableArray<QuotedPart> OfAsked(ProposalView proposal) => Of(proposal.Asked, proposal.Ancestors is null && !proposal.IsFromOutside ? Decisive(proposal) : []);

    /// <summary>Of what the principal said since. What came after the call was asked for shows none of its values.</summary>
    public static ImmutableArray<QuotedPart> OfSaid(ProposalView proposal, MessageView said) => Of(said.Text, said.BeforeStep <= proposal.Step ? Decisive(proposal) : []);

    // No half of a character in front.
    private static string Tail(string line) => line[^MostBefore..] is var tail && char.IsLowSurrogate(tail[0]) ? tail[1..] : tail;

    private static ImmutableArray<QuotedPart> Of(string text, IReadOnlyList<JsonElement> values)
    {
        var (parts, at) = (ImmutableArray.CreateBuilder<QuotedPart>(), 0);
        foreach (var place in SeenPlaces.In(text, values))
        {
            if (place.Start > at) parts.Add(new(text[at..place.Start], false));
            parts.Add(new(text[place.Start..place.End], true));
            at = place.End;
        }

        if (at < text.Length || parts.Count == 0) parts.Add(new(text[at..], false));
        return parts.ToImmutable();
    }

    /// <summary>Those that may rest on the principal's words; what the run itself said first or a tool brought does not, though it may stand there too.</summary>
    private static List<JsonElement> Decisive(ProposalView proposal) =>
    [
        .. proposal.Grounding.Where(g => g.Found is "input" or "principal" or "tooShort" && TraceView.Decides(proposal, g.Path))
            .Select(g => JsonPointer.TryParse(g.Path, out var pointer) && pointer.TryRead(proposal.Arguments, out var value) ? value : default).Where(v => v.ValueKind is not JsonValueKind.Undefined),
    ];
}
