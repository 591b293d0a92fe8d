using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using ApprovalConsole.Domain.Grounding;

namespace ApprovalConsole.Domain.Answers;

/// <summary>The words of an answer that must have been seen somewhere: ids, amounts, dates.</summary>
/// <remarks>Taken are words of at least two characters with a digit in them, and a lone digit beside a currency. What is spelled out in letters, or
/// with spaces between its digits, is not taken.</remarks>
internal static class AnswerTokens
{
    private const int Shortest = 2;

    private static readonly FrozenSet<string> Currencies = new[]
    {
        "usd", "eur", "gbp", "jpy", "chf", "cny", "aud", "cad", "nzd", "sek", "nok", "dkk", "pln", "czk", "huf", "ron", "try", "inr", "brl", "mxn", "zar", "krw", "sgd", "hkd",
        "ils", "aed", "sar", "thb", "idr", "php", "dollar", "dollars", "euro", "euros", "pound", "pounds", "franc", "francs", "yen", "yuan", "rupee", "rupees", "cent", "cents", "pence",
        "kr", "zł", "kč", "ft", "btc", "eth", "usdt", "bucks", "quid", "krona", "kronor", "kroner", "zloty", "real", "reais", "peso", "pesos", "rand", "won", "baht",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Each once, in order. A text that cannot be read is one token, which nothing shows.</summary>
    internal static IEnumerable<string> In(string text)
    {
        if (!NormalText.TryRead(text, out var normal)) return [text];
        var words = WordsOf(normal).ToList();
        return words.Where((word, i) => NeedsGround(word, words.ElementAtOrDefault(i - 1), words.ElementAtOrDefault(i + 1))).Distinct(StringComparer.Ordinal);
    }

    private static bool NeedsGround(string word, string? before, string? after) =>
        word.EnumerateRunes().Any(Rune.IsNumber) && (word.Length >= Shortest || word.Any(IsCurrencySign) || IsCurrency(before) || IsCurrency(after));

    private static bool IsCurrency(string? word) => word is not null && (Currencies.Contains(word) || word.Any(IsCurrencySign));

    private static IEnumerable<string> WordsOf(string normal)
    {
        var start = 0;
        for (var at = 0; at <= normal.Length; at++)
        {
            if (at < normal.Length && !IsBetween(normal, at)) continue;
            if (NormalText.Core(normal[start..at]) is { Length: > 0 } word) yield return word;
            start = at + 1;
        }
    }

    /// <summary>A space, or a mark that does not hold what stands around it together. A currency's sign belongs to its amount.</summary>
    private static bool IsBetween(string text, int at) => char.IsWhiteSpace(text[at])
        || (at > 0 && at + 1 < text.Length && !WordEdges.IsWord(text[at]) && !IsCurrencySign(text[at]) && WordEdges.Divides(text[at], text[at - 1], text[at + 1]));

    private static bool IsCurrencySign(char unit) => char.GetUnicodeCategory(unit) is UnicodeCategory.CurrencySymbol;
}
