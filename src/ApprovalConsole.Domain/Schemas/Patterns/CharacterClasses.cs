namespace ApprovalConsole.Domain.Schemas.Patterns;

/// <summary>The classes that ECMA-262 gives a letter: digits and word characters are ASCII, unlike .NET's.</summary>
internal static class CharacterClasses
{
    internal static CodePointSet Digit { get; } = CodePointSet.Of(('0', '9'));

    internal static CodePointSet Word { get; } = CodePointSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    // WhiteSpace and LineTerminator of ECMA-262, 12.2 and 12.3.
    internal static CodePointSet Space { get; } = CodePointSet.Of(
        (0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F),
        (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    /// <summary>What a dot matches.</summary>
    internal static CodePointSet NotLineEnd { get; } = CodePointSet.Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)).Complement();

    /// <returns>Null where the letter names no class.</returns>
    internal static CodePointSet? Named(char letter) => letter switch
    {
        'd' => Digit,
        'D' => Digit.Complement(),
        'w' => Word,
        'W' => Word.Complement(),
        's' => Space,
        'S' => Space.Complement(),
        _ => null,
    };
}
