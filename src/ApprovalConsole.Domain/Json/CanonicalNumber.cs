namespace ApprovalConsole.Domain.Json;

/// <summary>A double as ECMAScript writes it (ECMA-262, Number::toString): the number form of RFC 8785.</summary>
internal static class CanonicalNumber
{
    // ECMA-262's own limits: whole numbers are spelt out below 10²¹, fractions down to 10⁻⁶.
    private const int LongestWhole = 21;
    private const int SmallestPlainScale = -6;

    /// <exception cref="ArgumentException">The number is infinite or not a number: JSON has no text for it.</exception>
    internal static string Of(double number)
    {
        if (!double.IsFinite(number))
            throw new ArgumentException("The number is too large for a double, so it has no canonical form.", nameof(number));
        var exact = ExactNumber.Of(number);
        if (exact.Digits.Length == 0)
            return "0";                                            // minus zero too
        return (exact.IsNegative ? "-" : "") + Unsigned(exact.Digits, (int)exact.Scale);
    }

    private static string Unsigned(string digits, int scale) => scale switch
    {
        > 0 and <= LongestWhole when digits.Length <= scale => digits.PadRight(scale, '0'),
        > 0 and <= LongestWhole => $"{digits[..scale]}.{digits[scale..]}",
        > SmallestPlainScale and <= 0 => $"0.{new string('0', -scale)}{digits}",
        _ => Scientific(digits, scale - 1),
    };

    private static string Scientific(string digits, int exponent)
    {
        var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        return FormattableString.Invariant($"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
    }
}
