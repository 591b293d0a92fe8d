using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>The form in which texts are compared: NFKC, lower case, single spaces, trimmed.</summary>
internal static class NormalText
{
    // UAX 15, stream-safe text. Reordering a long run of marks takes quadratic time, and no language writes one.
    private const int MostMarks = 30;

    // The worst characters become eighteen.
    private const int MostGrowth = 4;

    private static readonly SearchValues<char> OtherSpaces = SearchValues.Create("\t\n\v\f\r\u0085\u2028\u2029\u1680");

    /// <returns>False for text that is not Unicode, or that was made to be expensive.</returns>
    internal static bool TryRead(string text, [NotNullWhen(true)] out string? normal)
    {
        normal = TryReadCased(text, out var cased) ? cased.ToLowerInvariant() : null;
        return normal is not null;
    }

    /// <summary>The same in the case that it was written in.</summary>
    internal static bool TryReadCased(string text, [NotNullWhen(true)] out string? normal)
    {
        normal = null;
        if (!Ascii.IsValid(text))
        {
            if (!IsSafe(text))
                return false;
            var length = text.Length;
            text = text.Normalize(NormalizationForm.FormKC);
            if (text.Length > MostGrowth * length + 64)
                return false;
        }
        normal = Spaced(text);
        return true;
    }

    /// <summary>Without the punctuation at its edges: "(#W123)" and "W123" are one word.</summary>
    internal static string Core(string normal)
    {
        var (start, end) = (0, normal.Length);
        while (start < end && !Speaks(normal[start]) && !IsSign(normal, start)) start++;
        while (end > start && !Speaks(normal[end - 1])) end--;
        return normal[start..end];
    }

    // 50% is not 50, and $50 is not €50.
    private static bool Speaks(char unit) => WordEdges.IsWord(unit) || unit is '%' or '‰' || char.GetUnicodeCategory(unit) is UnicodeCategory.CurrencySymbol;

    private static bool IsSign(string normal, int at) => normal[at] is '-' or '−' && at + 1 < normal.Length && char.IsAsciiDigit(normal[at + 1]);

    /// <summary>Whether it is no character, in a way that cannot be normalized.</summary>
    internal static bool IsNone(int unit) => unit == 0xFFFE;

    /// <summary>Not half a character anywhere, nothing that is none, and no endless run of marks.</summary>
    private static bool IsSafe(string text)
    {
        var marks = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;                                               // a mark outside the basic plane counts as a mark no less
            else if (char.IsSurrogate(text[i]) || IsNone(text[i]))
                return false;
            var category = char.IsLowSurrogate(text[i]) ? CharUnicodeInfo.GetUnicodeCategory(text, i - 1) : char.GetUnicodeCategory(text[i]);
            marks = IsMark(category) ? marks + 1 : 0;
            if (marks > MostMarks)
                return false;
        }
        return true;
    }

    internal static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static string Spaced(string text)
    {
        if (!text.AsSpan().ContainsAny(OtherSpaces) && !text.Contains("  ", StringComparison.Ordinal))
            return text.Trim();
        var spaced = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            if (!char.IsWhiteSpace(unit))
                spaced.Append(unit);
            else if (spaced.Length > 0 && spaced[^1] != ' ')
                spaced.Append(' ');
        }
        return spaced.ToString().TrimEnd();
    }
}
