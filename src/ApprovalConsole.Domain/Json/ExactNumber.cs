using System.Numerics;
using System.Text.Json;

namespace ApprovalConsole.Domain.Json;

/// <summary>A number exactly as its decimal text says it: no double in between, so 0.1 is a tenth and 2⁵³+1 is itself.</summary>
/// <remarks>
/// Held as ±0.d₁d₂d₃… × 10^scale, digits without zeros at either end; zero has no digits. Two such numbers compare by
/// sign, scale and text, so 1e999999999 costs no more than 1.
/// </remarks>
public readonly struct ExactNumber : IEquatable<ExactNumber>, IComparable<ExactNumber>
{
    // No computer holds a number with more digits than this; texts beyond it compare as equally huge (or tiny).
    private const long Horizon = 1_000_000_000_000_000_000;

    private readonly string? _digits;
    private readonly long _scale;
    private readonly bool _negative;

    private ExactNumber(bool negative, string digits, long scale)
    {
        _digits = digits;
        _scale = digits.Length == 0 ? 0 : scale;
        _negative = negative && digits.Length > 0;
    }

    /// <summary>The significant digits, first one not zero; empty for zero.</summary>
    internal string Digits => _digits ?? "";

    /// <summary>Where the decimal point stands, counted from the first significant digit.</summary>
    internal long Scale => _scale;

    internal bool IsNegative => _negative;

    public bool IsInteger => Digits.Length <= _scale || Digits.Length == 0;

    public static ExactNumber Of(JsonElement number) => Parse(number.GetRawText());

    /// <summary>The shortest decimal text that reads back as the same double.</summary>
    public static ExactNumber Of(double number) => Parse(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>True where the number is a whole multiple of the divisor, which must not be zero.</summary>
    public bool IsMultipleOf(ExactNumber divisor)
    {
        if (Digits.Length == 0)
            return true;
        var shift = _scale - Digits.Length - (divisor._scale - divisor.Digits.Length);
        if (shift < 0)
            return false;                                          // the last digit is not zero, so no power of ten divides it
        var modulus = Whole(divisor.Digits);
        return (Whole(Digits) * BigInteger.ModPow(10, shift, modulus) % modulus).IsZero;
    }

    /// <summary>The number as a length or count; more than an <see cref="int"/> holds is <see cref="int.MaxValue"/>.</summary>
    /// <returns>False for a negative or fractional number.</returns>
    public bool TryCount(out int count)
    {
        count = 0;
        if (_negative || !IsInteger)
            return false;
        if (Digits.Length > 0)
            count = _scale > 9 ? int.MaxValue : (int)Whole(Digits.PadRight((int)_scale, '0'));
        return true;
    }

    public int CompareTo(ExactNumber other)
    {
        if (Sign != other.Sign)
            return Sign.CompareTo(other.Sign);
        var magnitude = _scale != other._scale ? _scale.CompareTo(other._scale) : string.CompareOrdinal(Digits, other.Digits);
        return Sign * magnitude;
    }

    public bool Equals(ExactNumber other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is ExactNumber other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Sign, _scale, Digits);

    public static bool operator ==(ExactNumber left, ExactNumber right) => left.Equals(right);

    public static bool operator !=(ExactNumber left, ExactNumber right) => !left.Equals(right);

    public static bool operator <(ExactNumber left, ExactNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(ExactNumber left, ExactNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(ExactNumber left, ExactNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ExactNumber left, ExactNumber right) => left.CompareTo(right) >= 0;

    private int Sign => Digits.Length == 0 ? 0 : _negative ? -1 : 1;

    private static ExactNumber Parse(string text)
    {
        var negative = text[0] == '-';
        var mantissa = text.AsSpan(negative ? 1 : 0);
        var exponent = 0L;
        if (mantissa.IndexOfAny('e', 'E') is >= 0 and var mark)
        {
            exponent = Exponent(mantissa[(mark + 1)..]);
            mantissa = mantissa[..mark];
        }
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var all = point < 0 ? whole.ToString() : string.Concat(whole, mantissa[(point + 1)..]);
        var significant = all.TrimStart('0');
        return new(negative, significant.TrimEnd('0'), whole.Length - (all.Length - significant.Length) + exponent);
    }

    private static long Exponent(ReadOnlySpan<char> text) =>
        long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var exponent)
            ? Math.Clamp(exponent, -Horizon, Horizon)
            : text[0] == '-' ? -Horizon : Horizon;

    private static BigInteger Whole(string digits) => BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
}
