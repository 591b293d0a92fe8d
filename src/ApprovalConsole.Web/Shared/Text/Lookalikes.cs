using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ApprovalConsole.Web.Shared.Text;

/// <summary>Words that pass for others: of letters of more than one alphabet, or of letters and digits that are only drawn like the usual ones.</summary>
public static class Lookalikes
{
    private const int Most = 3;

    /// <summary>The first few, with every letter that is not ASCII by its number; a host also as machines spell it.</summary>
    public static ImmutableArray<string> In(string text) => [.. Words(text).Where(Misleads).Distinct().Take(Most).Select(Spelled)];

    // A host is looked at as a whole: its letters may be of one alphabet, and its end of another.
    private static IEnumerable<string> Words(string text)
    {
        var from = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && (char.IsLetterOrDigit(text[at]) || char.IsSurrogate(text[at]) || text[at] is '.' or '-')) continue;
            if (at > from && !Ascii.IsValid(text.AsSpan(from, at - from)))
            {
                var word = text[from..at];
                if (IsHost(word)) yield return word;
                else foreach (var part in word.Split('.', '-')) yield return part;
            }

            from = at + 1;
        }
    }

    private static bool Misleads(string word) =>
        word.EnumerateRunes().Any(IsDrawnLikeAnother) || word.EnumerateRunes().Select(AlphabetOf).Where(a => a is not Alphabet.Other).Distinct().Skip(1).Any();

    private static bool IsHost(string word) => word.Trim('.').Contains('.', StringComparison.Ordinal);

    private static string Spelled(string word)
    {
        var letters = string.Concat(word.EnumerateRunes().Select(r => r.IsAscii ? r.ToString() : VisibleText.TokenOf(r.Value)));
        return IsHost(word) && Punycode(word) is { } host ? $"{letters} = {host}" : letters;
    }

    private static string? Punycode(string host)
    {
        try
        {
            return new IdnMapping().GetAscii(host.Trim('.'));
        }
        catch (ArgumentException)
        {
            return null; // no host could be called that
        }
    }

    private static bool IsDrawnLikeAnother(Rune rune) =>
        rune.Value is >= 0xFF10 and <= 0xFF5A or >= 0x1D400 and <= 0x1D7FF || (!rune.IsAscii && Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber);

    private static Alphabet AlphabetOf(Rune rune) => !Rune.IsLetter(rune) ? Alphabet.Other : rune.Value switch
    {
        < 0x0250 or >= 0x1E00 and <= 0x1EFF => Alphabet.Latin,
        >= 0x0370 and <= 0x03FF or >= 0x1F00 and <= 0x1FFF => Alphabet.Greek,
        >= 0x0400 and <= 0x052F => Alphabet.Cyrillic,
        >= 0x0530 and <= 0x058F => Alphabet.Armenian,
        >= 0x13A0 and <= 0x13FF or >= 0xAB70 and <= 0xABBF => Alphabet.Cherokee,
        _ => Alphabet.Other,
    };

    private enum Alphabet
    {
        Other,
        Latin,
        Greek,
        Cyrillic,
        Armenian,
        Cherokee,
    }
}
