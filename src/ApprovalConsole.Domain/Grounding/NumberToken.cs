using System.Globalization;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>A place in a normal text where a number stands as a word of its own, with its sign and currency.</summary>
internal sealed record NumberToken(string Text, int Start, int End, int FirstDigit, int AfterDigits, bool IsNegative, char? Currency)
{
    /// <summary>The digits with their marks; not read yet.</summary>
    internal ReadOnlySpan<char> Digits => Text.AsSpan(FirstDigit, AfterDigits - FirstDigit);

    internal bool TryRead(out WrittenNumber number)
    {
        var plain = WrittenNumber.Clear(Digits, IsNegative, Currency);
        number = plain is null ? default : new(plain, Currency);
        return plain is not null;
    }

    internal static IEnumerable<NumberToken> In(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var skip = text.AsSpan(i).IndexOfAnyInRange('0', '9');
            if (skip < 0)
                yield break;
            var first = i + skip;
            var after = AfterDigitsFrom(text, first);
            i = after;
            if (At(text, first, after) is { } token)
                yield return token;
        }
    }

    private static int AfterDigitsFrom(string text, int first)
    {
        var after = first;
        while (after < text.Length && (char.IsAsciiDigit(text[after]) || text[after] is '.' or ','))
            after++;
        while (!char.IsAsciiDigit(text[after - 1]))
            after--;                                               // a full stop ends the sentence, not the number
        return after;
    }

    private static NumberToken? At(string text, int first, int after)
    {
        var (start, end) = (first, after);
        var currency = TakeBefore(text, ref start);
        var negative = start > 0 && text[start - 1] is '-' or '−' && (start == 1 || !WordEdges.IsWord(text[start - 2]));
        if (negative)
        {
            start--;
            currency ??= TakeBefore(text, ref start);
        }
        if (currency is null && end < text.Length && IsCurrency(text[end]))
            currency = text[end++];
        if (!StartsWord(text, start, first) || !EndsWord(text, end))
            return null;
        return new(text, start, end, first, after, negative, currency);
    }

    private static char? TakeBefore(string text, ref int start) => start > 0 && IsCurrency(text[start - 1]) ? text[--start] : null;

    private static bool StartsWord(string text, int start, int first) => start == first
        ? WordEdges.StartsAt(text, start)
        : start == 0 || !WordEdges.IsWord(text[start - 1]);        // us$120 names a currency that the sign alone does not

    private static bool EndsWord(string text, int end) => char.IsAsciiDigit(text[end - 1])
        ? WordEdges.EndsAt(text, end)
        : end == text.Length || !WordEdges.IsWord(text[end]);

    private static bool IsCurrency(char unit) => char.GetUnicodeCategory(unit) is UnicodeCategory.CurrencySymbol;
}
