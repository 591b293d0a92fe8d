using System.Text;

namespace ApprovalConsole.Domain.Schemas.Patterns;

/// <summary>Reads the escapes that mean characters, after their backslash; the same inside and outside a class.</summary>
internal static class EscapeReader
{
    internal static CodePointSet Read(PatternText text)
    {
        var letter = (char)Math.Min(text.TakeCodePoint(), char.MaxValue);
        if (letter is 'p' or 'P')
            return Property(text, negated: letter == 'P');
        return CharacterClasses.Named(letter) ?? CodePointSet.Of(Character(letter, text));
    }

    private static int Character(char letter, PatternText text) => letter switch
    {
        't' => '\t',
        'n' => '\n',
        'v' => '\v',
        'f' => '\f',
        'r' => '\r',
        '0' when text.TakeDigits().Length == 0 => 0,
        'c' => Control(text.Take()),
        'x' => text.TakeHex(2),
        'u' => Unicode(text),
        // Unicode mode allows this for syntax characters only; other punctuation is harmless and common in schemas.
        _ when char.IsAscii(letter) && !char.IsAsciiLetterOrDigit(letter) => letter,
        _ => throw new UnusablePatternException($"\\{letter} is no escape of ECMA-262."),
    };

    private static int Control(char letter) =>
        char.IsAsciiLetter(letter) ? letter % 32 : throw new UnusablePatternException("\\c needs a letter.");

    private static int Unicode(PatternText text)
    {
        if (text.TryTake("{"))
            return Braced(text.TakeUntil('}'));
        var unit = text.TakeHex(4);
        if (!char.IsSurrogate((char)unit))
            return unit;
        // Two escapes that make a pair are one character.
        if (char.IsHighSurrogate((char)unit) && text.TryTake("\\u") && text.TakeHex(4) is var low && char.IsLowSurrogate((char)low))
            return char.ConvertToUtf32((char)unit, (char)low);
        throw new UnusablePatternException("it holds half a surrogate pair.");
    }

    private static int Braced(string hex) =>
        int.TryParse(hex, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var value) && Rune.IsValid(value)
            ? value
            : throw new UnusablePatternException("\\u{…} needs the number of a character.");

    private static CodePointSet Property(PatternText text, bool negated)
    {
        if (!text.TryTake("{"))
            throw new UnusablePatternException("\\p needs a property in braces.");
        var name = text.TakeUntil('}');
        var set = UnicodeProperties.Find(name) ?? throw new UnusablePatternException($"the Unicode property {name} is not supported; general categories are.");
        return negated ? set.Complement() : set;
    }
}
