using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ApprovalConsole.Domain;

/// <summary>A text in which nobody sees anything: none, spaces, or characters that draw nothing.</summary>
public static class BlankText
{
    // Letters by their category, and yet nothing is drawn: the fillers of Hangul, and the cell of Braille without a dot.
    private const string Fillers = "\u115F\u1160\u3164\uFFA0\u2800";

    public static bool Is([NotNullWhen(false)] string? text) => text is null || text.EnumerateRunes().All(DrawsNothing);

    private static bool DrawsNothing(Rune rune) => Rune.IsWhiteSpace(rune)
        || (rune.IsBmp && Fillers.Contains((char)rune.Value, StringComparison.Ordinal))
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate;
}
