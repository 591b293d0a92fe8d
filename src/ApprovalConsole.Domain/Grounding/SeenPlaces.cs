using System.Collections.Immutable;
using System.Text.Json;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>Where values stand in a text, however they are written there: <c>1,200.00</c> is 1200. What is found in evidence is found by the same rules.</summary>
public static class SeenPlaces
{
    /// <summary>Of a longer text no places are told.</summary>
    public const int LongestText = 64 * 1024;

    /// <summary>More are not told.</summary>
    public const int Most = 200;

    /// <param name="values">Texts and numbers; others are nowhere. Of what is too short to prove anything, numbers that stand by themselves are told.</param>
    /// <returns>In the order of the text; none touches another.</returns>
    public static ImmutableArray<SeenPlace> In(string text, IEnumerable<JsonElement> values)
    {
        ImmutableArray<TracedValue> sought = [.. values.Select(Sought).OfType<TracedValue>()];
        if (sought.IsEmpty || text.Length is 0 or > LongestText || MappedText.Of(text) is not { } mapped) return [];
        return [.. Joined(new EvidenceReading(sought).PlacesIn(mapped.Normal, Most).Select(p => mapped.PlaceOf(p.Start, p.End)))];
    }

    private static TracedValue? Sought(JsonElement value) => value.ValueKind is JsonValueKind.String or JsonValueKind.Number && TracedValue.Of(value) is { } sought
        && (value.ValueKind is JsonValueKind.Number || !sought.IsTooShort) ? sought : null;

    private static IEnumerable<SeenPlace> Joined(IEnumerable<SeenPlace> places)
    {
        SeenPlace? open = null;
        foreach (var place in places.OrderBy(p => p.Start).ThenByDescending(p => p.Length))
        {
            if (open is { } one && place.Start <= one.End)
            {
                open = one with { Length = Math.Max(one.End, place.End) - one.Start };
                continue;
            }

            if (open is { } done) yield return done;
            open = place;
        }

        if (open is { } last) yield return last;
    }
}

/// <summary>A part of a text, in its own characters.</summary>
public readonly record struct SeenPlace(int Start, int Length)
{
    /// <summary>Just after the last character.</summary>
    public int End => Start + Length;
}
