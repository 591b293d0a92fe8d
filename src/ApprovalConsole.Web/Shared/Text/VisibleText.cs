using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ApprovalConsole.Web.Shared.Text;

/// <summary>Text in which nothing hides: what would be invisible, turn the direction or pass for a space becomes a token like <c>⟦U+202E⟧</c>.</summary>
public static class VisibleText
{
    /// <summary>The text in order, each hidden character apart.</summary>
    public static ImmutableArray<TextPart> Parts(string text)
    {
        var parts = ImmutableArray.CreateBuilder<TextPart>();
        var from = 0;
        for (var at = 0; at < text.Length;)
        {
            // Half a surrogate pair is no rune, and is shown by its code unit.
            var isRune = Rune.TryGetRuneAt(text, at, out var rune);
            var (length, value) = isRune ? (rune.Utf16SequenceLength, rune.Value) : (1, text[at]);
            if (!isRune || IsHidden(rune))
            {
                if (at > from) parts.Add(new(text[from..at]));
                parts.Add(new(TokenOf(value), IsToken: true));
                from = at + length;
            }

            at += length;
        }

        if (from < text.Length) parts.Add(new(text[from..]));
        return parts.ToImmutable();
    }

    /// <summary>The same as one string, for places that hold no markup.</summary>
    public static string Plain(string text) => string.Concat(Parts(text).Select(p => p.Text));

    public static bool HidesSomething(string text) => Parts(text).Any(p => p.IsToken);

    private static string TokenOf(int value) => string.Create(CultureInfo.InvariantCulture, $"⟦U+{value:X4}⟧");

    private static bool IsHidden(Rune rune) => rune.Value switch
    {
        '\n' or '\t' or ' ' => false,
        0x034F or 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0 => true, // joiners, fillers and the blank Braille pattern
        >= 0x17B4 and <= 0x17B5 or >= 0x180B and <= 0x180F => true, // vowels and selectors without a shape
        >= 0xFE00 and <= 0xFE0F or >= 0xE0000 and <= 0xE0FFF => true, // variation selectors, tags
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator,
    };
}
