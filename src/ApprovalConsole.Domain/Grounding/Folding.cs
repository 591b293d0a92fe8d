using System.Text;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>
/// The form in which what the run said is compared: letters and digits alone, without case, accents or anything that cannot be seen.
/// </summary>
/// <remarks>Coarser than <see cref="NormalText"/> on purpose: to find too much in the run's own words grounds less.</remarks>
internal static class Folding
{
    /// <summary>Nothing between the words: "W-23 78" and "w2378" are the same.</summary>
    internal static string Joined(string text) => Fold(text, null);

    /// <summary>One space for whatever stands between words.</summary>
    internal static string Spaced(string text) => Fold(text, ' ').Trim();

    private static string Fold(string text, char? between)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var unit in Decomposed(text))
        {
            if (char.IsLetterOrDigit(unit) || char.IsSurrogate(unit))
                folded.Append(char.ToLowerInvariant(unit));
            else if (between is { } space && !IsUnseen(unit) && folded.Length > 0 && folded[^1] != space)
                folded.Append(space);
        }
        return folded.ToString();
    }

    // Marks go before and after: before, because reordering many takes quadratic time; after, because accents come apart.
    private static string Decomposed(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var bare = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())                // half a character becomes U+FFFD
        {
            if (!NormalText.IsMark(Rune.GetUnicodeCategory(rune)) && !NormalText.IsNone(rune.Value))
                bare.Append(rune);
        }
        return bare.ToString().Normalize(NormalizationForm.FormKD);
    }

    private static bool IsUnseen(char unit) => NormalText.IsMark(char.GetUnicodeCategory(unit))
        || char.GetUnicodeCategory(unit) is System.Globalization.UnicodeCategory.Format;
}
