using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>A number as people and programs write it, read exactly or not at all.</summary>
/// <remarks>
/// Read: 120, 120.00, -120.5, 1,200.50, 1.200,50, 1,200,000, 120,5, each with one currency sign before or after; $1,200 and £1,200, whose
/// countries write it so. Not read: 1,200 and 1.200 (a thousand, or a fraction of three digits?), 007, 1e3 in a text.
/// </remarks>
/// <param name="Plain">Decimal digits without an exponent, a zero at either end or a sign for zero.</param>
/// <param name="Currency">The sign beside it; null for none.</param>
internal readonly record struct WrittenNumber(string Plain, char? Currency)
{
    // Longer than any double written out below 10⁻⁶ or above 10²¹; beyond, the text itself stands for the number.
    private const int LongestScale = 40;

    /// <summary>False where both name a currency, and not the same.</summary>
    internal bool Agrees(WrittenNumber other) => Plain == other.Plain && (Currency is null || other.Currency is null || Currency == other.Currency);

    /// <summary>A JSON number says exactly what it is.</summary>
    internal static WrittenNumber Of(JsonElement number)
    {
        var text = number.GetRawText();
        if (!text.AsSpan().ContainsAny('e', 'E'))
            return new(PlainOf(text.AsSpan(), '.'), null);
        var exact = ExactNumber.Of(number);
        if (exact.Scale is > LongestScale or < -LongestScale)
            return new(text.ToLowerInvariant(), null);
        var digits = exact.Scale <= 0 ? new string('0', (int)-exact.Scale + 1) + exact.Digits : exact.Digits.PadRight((int)exact.Scale, '0');
        var whole = exact.Scale <= 0 ? 1 : (int)exact.Scale;
        return new(PlainOf($"{(exact.IsNegative ? "-" : "")}{digits[..whole]}.{digits[whole..]}", '.'), null);
    }

    /// <param name="text">A whole normal text.</param>
    internal static bool TryRead(string text, out WrittenNumber number)
    {
        number = default;
        return NumberToken.In(text).FirstOrDefault() is { Start: 0 } token && token.End == text.Length && token.TryRead(out number);
    }

    /// <summary>What these digits say; null where that is not clear.</summary>
    internal static string? Clear(ReadOnlySpan<char> digits, bool negative, char? currency)
    {
        var (dots, commas) = (digits.Count('.'), digits.Count(','));
        if (digits.IsEmpty || !char.IsAsciiDigit(digits[0]) || !char.IsAsciiDigit(digits[^1]))
            return null;
        var mark = (dots, commas) switch
        {
            (0, 0) => '.',
            (1, 0) => IsGroup(digits, '.') ? Unclear : '.',
            (0, 1) when IsGroup(digits, ',') => currency is '$' or '£' ? '.' : Unclear,
            (0, 1) => ',',
            (0, _) => '.',
            (_, 0) => ',',
            _ when digits.LastIndexOf('.') > digits.LastIndexOf(',') && dots == 1 => '.',
            _ when digits.LastIndexOf(',') > digits.LastIndexOf('.') && commas == 1 => ',',
            _ => Unclear,
        };
        if (mark == Unclear || !IsGrouped(digits, mark) || digits is ['0', >= '0' and <= '9', ..])
            return null;
        var plain = PlainOf(digits, mark);
        return negative && plain != "0" ? "-" + plain : plain;
    }

    /// <summary>Everything these digits could be taken for.</summary>
    internal static IEnumerable<string> Possible(string digits)
    {
        yield return PlainOf(digits, '.');
        yield return PlainOf(digits, ',');
        if (digits.AsSpan().ContainsAny('.', ','))
            yield return PlainOf(digits, Unclear);
    }

    private const char Unclear = '?';

    /// <summary>One to three digits, not only a zero, then exactly three.</summary>
    private static bool IsGroup(ReadOnlySpan<char> digits, char mark) =>
        digits.IndexOf(mark) is >= 1 and <= 3 and var at && digits.Length - at == 4 && !(at == 1 && digits[0] == '0');

    private static bool IsGrouped(ReadOnlySpan<char> digits, char mark)
    {
        var end = digits.LastIndexOf(mark) is >= 0 and var at ? at : digits.Length;
        var other = mark == '.' ? ',' : '.';
        var groups = 0;
        var length = 0;
        foreach (var unit in digits[..end])
        {
            if (unit == other)
            {
                if (groups == 0 ? length is < 1 or > 3 : length != 3)
                    return false;
                (groups, length) = (groups + 1, 0);
            }
            else if (!char.IsAsciiDigit(unit))
                return false;
            else
                length++;
        }
        return groups == 0 || length == 3;
    }

    /// <summary>Takes the last mark for the decimal point and leaves all others out.</summary>
    private static string PlainOf(ReadOnlySpan<char> text, char mark)
    {
        if (text is ['1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9', ..] && !text.ContainsAnyExceptInRange('0', '9'))
            return text.ToString();
        var negative = text.Length > 0 && text[0] == '-';
        var point = text.LastIndexOf(mark);
        var whole = Digits(point < 0 ? text : text[..point]).TrimStart('0');
        var fraction = point < 0 ? "" : Digits(text[(point + 1)..]).TrimEnd('0');
        var plain = (whole.Length == 0 ? "0" : whole) + (fraction.Length == 0 ? "" : "." + fraction);
        return negative && plain != "0" ? "-" + plain : plain;
    }

    private static string Digits(ReadOnlySpan<char> text)
    {
        Span<char> digits = text.Length <= 128 ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        foreach (var unit in text)
        {
            if (char.IsAsciiDigit(unit))
                digits[length++] = unit;
        }
        return new(digits[..length]);
    }
}
