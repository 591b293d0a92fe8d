using System.Collections.Immutable;
using System.Globalization;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What is unusual about a proposal, in words: reasons, not scores, and never more than three.</summary>
/// <param name="Why">What it was held against.</param>
public sealed record MarksView(string Text, string Why)
{
    public static ImmutableArray<MarksView> Of(CardView card)
    {
        var looked = card.Shown.Marks is { IsDefault: false } marks ? marks.Select(Of) : [];
        ImmutableArray<string> hiding = [.. card.Arguments.Where(row => row.HidesSomething).Select(row => Shared.Text.VisibleText.Plain(row.ShortName))];
        return [.. looked, .. hiding.IsEmpty ? Array.Empty<MarksView>() : [new("hidden characters", $"Characters that do not show by themselves stand in {string.Join(", ", hiding)}.")]];
    }

    private static MarksView Of(MarkView mark) => mark.Kind switch
    {
        MarkKind.FirstToRecipient => new($"first time to this recipient ({Name(mark.Argument)})", $"Nothing that this tool did in 90 days had the same {Name(mark.Argument)}."),
        _ => new("above the 95th percentile of this tool", string.Create(CultureInfo.InvariantCulture, $"More than 95 of 100 of the {mark.Of} latest amounts that went out in 90 days.")),
    };

    private static string Name(string? pointer) => Shared.Text.VisibleText.Plain(pointer?.TrimStart('/') ?? "");
}
