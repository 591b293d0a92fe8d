using System.Globalization;
using System.Text;

namespace ApprovalConsole.Domain.Schemas.Patterns;

/// <summary>A pattern being read from left to right.</summary>
internal sealed class PatternText(string text)
{
    private int _at;

    internal bool IsAtEnd => _at >= text.Length;

    internal bool TryTake(string expected)
    {
        if (!text.AsSpan(_at).StartsWith(expected, StringComparison.Ordinal))
            return false;
        _at += expected.Length;
        return true;
    }

    internal bool IsNext(char expected) => !IsAtEnd && text[_at] == expected;

    internal char Take() => IsAtEnd ? throw new UnusablePatternException("it ends too early.") : text[_at++];

    /// <summary>One whole character; half a surrogate pair refuses the pattern.</summary>
    internal int TakeCodePoint()
    {
        if (IsAtEnd)
            throw new UnusablePatternException("it ends too early.");
        if (!Rune.TryGetRuneAt(text, _at, out var rune))
            throw new UnusablePatternException("it holds half a surrogate pair.");
        _at += rune.Utf16SequenceLength;
        return rune.Value;
    }

    /// <summary>Everything up to a mark, which is taken too.</summary>
    internal string TakeUntil(char mark)
    {
        var end = text.IndexOf(mark, Math.Min(_at, text.Length));
        if (end < 0)
            throw new UnusablePatternException($"a {mark} is missing.");
        var taken = text[_at..end];
        _at = end + 1;
        return taken;
    }

    internal int TakeHex(int digits)
    {
        if (_at + digits > text.Length || !int.TryParse(text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            throw new UnusablePatternException($"an escape needs {digits} hexadecimal digits.");
        _at += digits;
        return value;
    }

    /// <returns>The digits that come next, as text; empty where there are none.</returns>
    internal string TakeDigits()
    {
        var start = _at;
        while (!IsAtEnd && char.IsAsciiDigit(text[_at]))
            _at++;
        return text[start.._at];
    }

    /// <summary>Reads a counted repetition after its brace, or nothing: a brace that starts none is a brace.</summary>
    internal (int Least, int? Most)? TakeCount()
    {
        var start = _at;
        var least = TakeDigits();
        var hasMost = TryTake(",");
        var most = hasMost ? TakeDigits() : least;
        if (least.Length > 0 && TryTake("}"))
            return (Count(least), most.Length > 0 ? Count(most) : null);
        _at = start;
        return null;
    }

    private static int Count(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? count
        : throw new UnusablePatternException("a repetition counts too far.");
}
