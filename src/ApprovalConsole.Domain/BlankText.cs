using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ApprovalConsole.Domain;

/// <summary>A text in which nobody sees anything: none, spaces, or characters that draw nothing.</summary>
public static class BlankText
{
    // Letters or symbols by their category, and yet nothing is drawn: Hangul's fillers, the Braille cell without a dot, blank hieroglyphs, the note without a head.
    private static readonly int[] Fillers = [0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x13441, 0x13442, 0x1D159];

    public static bool Is([NotNullWhen(false)] string? text) => text is null || text.EnumerateRunes().All(DrawsNothing);

    private static bool DrawsNothing(Rune rune) => Rune.IsWhiteSpace(rune)
        || Fillers.Contains(rune.Value)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate;
}
