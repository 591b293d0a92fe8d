using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ApprovalConsole.Web.Shared.Text;

/// <summary>Text in which nothing hides: what would be invisible, turn the direction, pass for a space or be drawn over other lines becomes a token like <c>⟦U+202E⟧</c>, and a run of the same one <c>⟦U+200B ×5000⟧</c>.</summary>
public static class VisibleText
{
    /// <summary>From this many on, equal characters are one token with their number.</summary>
    private const int CountedFrom = 4;

    /// <summary>Marks on one letter that languages need; more are drawn over the lines above and below.</summary>
    private const int MostMarks = 4;

    /// <summary>The text in order, hidden characters apart.</summary>
    /// <param name="countsBlanks">Also counts spaces, tabs and line breaks where nobody can see how many there are: see <see cref="Blanks"/>.</param>
    public static ImmutableArray<TextPart> Parts(string text, bool countsBlanks = false)
    {
        var parts = ImmutableArray.CreateBuilder<TextPart>();
        var tokens = new StringBuilder(); // side by side they are one part: a page has to draw as many as a model likes
        var (from, marks) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            var (value, length, hides) = UnitAt(text, at);
            var isMark = !hides && Rune.IsValid(value) && Rune.GetUnicodeCategory(new(value)) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
            marks = isMark ? marks + 1 : 0;
            var end = countsBlanks && Blanks.Is(text[at]) ? Blanks.EndOf(text, at) : at + length;
            if (hides || marks > MostMarks || (countsBlanks && Blanks.Is(text[at]) && Blanks.MustBeCounted(text, at, end)))
            {
                if (at > from) Add(parts, tokens, text[from..at]);
                while (end < text.Length && UnitAt(text, end) is var next && next.Value == value) end += next.Length;
                tokens.Append(TokensOf(value, (end - at) / length));
                from = end;
            }

            at = end;
        }

        Add(parts, tokens, text[from..]);
        return parts.ToImmutable();
    }

    /// <summary>The same as one string, for places that hold no markup.</summary>
    public static string Plain(string text) => string.Concat(Parts(text).Select(p => p.Text));

    public static bool HidesSomething(string text) => Parts(text).Any(p => p.IsToken);

    /// <summary>A character by its number.</summary>
    internal static string TokenOf(int value, int times = 1) =>
        times == 1 ? string.Create(CultureInfo.InvariantCulture, $"⟦U+{value:X4}⟧") : string.Create(CultureInfo.InvariantCulture, $"⟦U+{value:X4} ×{times}⟧");

    private static string TokensOf(int value, int times) =>
        times >= CountedFrom || value is ' ' or '\t' or '\n' ? TokenOf(value, times) : string.Concat(Enumerable.Repeat(TokenOf(value), times));

    private static void Add(ImmutableArray<TextPart>.Builder parts, StringBuilder tokens, string text)
    {
        if (tokens.Length > 0) parts.Add(new(tokens.ToString(), IsToken: true));
        tokens.Clear();
        if (text.Length > 0) parts.Add(new(text));
    }

    // Half a surrogate pair is no rune, and is shown by its code unit.
    private static (int Value, int Length, bool Hides) UnitAt(string text, int at) =>
        Rune.TryGetRuneAt(text, at, out var rune) ? (rune.Value, rune.Utf16SequenceLength, IsHidden(rune)) : (text[at], 1, true);

    private static bool IsHidden(Rune rune) => rune.Value switch
    {
        '\n' or '\t' or ' ' => false,
        0x034F or 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0 => true, // joiners, fillers and the blank Braille pattern
        0x2065 or >= 0xFFF0 and <= 0xFFF8 or 0x1D159 => true, // nobody's, and left out by fonts all the same; a note without a head
        >= 0x17B4 and <= 0x17B5 or >= 0x180B and <= 0x180F => true, // vowels and selectors without a shape
        >= 0xFE00 and <= 0xFE0F or >= 0xE0000 and <= 0xE0FFF => true, // variation selectors, tags
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator,
    };
}
