using System.Buffers;
using System.Globalization;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>Says where a word begins and ends in a normal text, so that W123 is not found in W1234, A-W123 or 1,W123 by accident.</summary>
/// <remarks>
/// Punctuation beside white space, other punctuation or the end is no part of a word. Between two letters or digits it holds the word
/// together (a.b, a-b, a_b, a@b), except for what divides (a:b, a/b, "a"). Between digits a comma, colon or slash holds too: 1,234 and 10:30.
/// </remarks>
internal static class WordEdges
{
    private static readonly SearchValues<char> Dividing = SearchValues.Create(",;:=/\\|()[]{}<>\"!?*`~#&“”„«»‹›—–…·•");

    internal static bool IsWord(char unit) => char.IsLetterOrDigit(unit) || char.IsSurrogate(unit) || NormalText.IsMark(char.GetUnicodeCategory(unit))
        || char.GetUnicodeCategory(unit) is UnicodeCategory.Format;                // what cannot be seen does not divide

    /// <param name="start">Where the first character stands.</param>
    internal static bool StartsAt(ReadOnlySpan<char> text, int start)
    {
        if (start == 0 || char.IsWhiteSpace(text[start - 1]))
            return true;
        var (mark, first) = (text[start - 1], text[start]);
        if (IsWord(mark) || !IsWord(first))
            return !IsWord(mark);
        if (start >= 2 && IsWord(text[start - 2]))
            return Divides(mark, text[start - 2], first);
        return !(char.IsAsciiDigit(first) && mark is '-' or '−' or '.' or ',');  // -120 and .5 are other numbers than 120 and 5
    }

    /// <param name="end">Just after the last character.</param>
    internal static bool EndsAt(ReadOnlySpan<char> text, int end)
    {
        if (end == text.Length || char.IsWhiteSpace(text[end]))
            return true;
        var (mark, last) = (text[end], text[end - 1]);
        if (IsWord(mark) || !IsWord(last))
            return !IsWord(mark);
        if (end + 1 == text.Length || !IsWord(text[end + 1]))
            return !(char.IsAsciiDigit(last) && mark is '%' or '‰');
        return Divides(mark, last, text[end + 1]) || IsPossessive(text, end);
    }

    /// <summary>A day goes on as an instant: 2024-05-03t10:00.</summary>
    internal static bool TimeFollows(ReadOnlySpan<char> text, int end) => end + 1 < text.Length && text[end] == 't' && char.IsAsciiDigit(text[end + 1]);

    internal static bool Divides(char mark, char before, char after) => char.IsDigit(before) && char.IsDigit(after)
        ? Dividing.Contains(mark) && mark is not (',' or ':' or '/' or '~' or '–' or '·')
        : Dividing.Contains(mark) || char.GetUnicodeCategory(mark) is UnicodeCategory.CurrencySymbol;

    private static bool IsPossessive(ReadOnlySpan<char> text, int end) =>
        text[end] is '\'' or '’' && text[end + 1] == 's' && (end + 2 == text.Length || !IsWord(text[end + 2]));
}
