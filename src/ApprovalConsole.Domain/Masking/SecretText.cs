using System.Buffers;
using System.Text;

namespace ApprovalConsole.Domain.Masking;

/// <summary>Finds sensitive values in a text, however they are spaced, and what is left of one where the text was cut.</summary>
internal sealed class SecretText
{
    /// <summary>A shorter value would be found in everything: it is masked in its own place only.</summary>
    public const int Shortest = 4;

    /// <summary>So much of the beginning of a value, where the text was cut, is that value.</summary>
    private const int ShortestBeginning = 6;

    /// <summary>Longer ones are not cut in what people read; and a hostile text is not to keep anybody busy.</summary>
    private const int LongestBeginning = 80;

    private const char Cut = '…';

    private readonly SearchValues<string> _all;
    private readonly Dictionary<string, string[]> _byStart;

    public SecretText(IEnumerable<string> values)
    {
        var folded = values.Select(v => new FoldedText(v).Text).Where(v => v.Length >= Shortest).Distinct().ToArray();
        _all = SearchValues.Create(folded, StringComparison.Ordinal);
        _byStart = folded.GroupBy(v => v[..Shortest]).ToDictionary(same => same.Key, same => same.OrderByDescending(v => v.Length).ToArray());
    }

    /// <summary>Whether a value is long enough to be told from other words.</summary>
    public static bool Tells(string value) => new FoldedText(value).Text.Length >= Shortest;

    /// <summary>Whether a whole value is in it.</summary>
    public bool IsIn(string text) => _byStart.Count > 0 && new FoldedText(text).Text.AsSpan().ContainsAny(_all);

    /// <returns>The very same text where none is in it.</returns>
    public string Masked(string text)
    {
        if (_byStart.Count == 0 || text.Length < Shortest) return text;
        var folded = new FoldedText(text);
        var hidden = new List<(int From, int To)>(); // in the text, the end not included
        for (var at = 0; at < folded.Text.Length;)
        {
            var found = folded.Text.AsSpan(at).IndexOfAny(_all);
            if (found < 0) break;
            at += found;
            var length = _byStart[folded.Text.Substring(at, Shortest)].First(v => folded.Text.AsSpan(at).StartsWith(v, StringComparison.Ordinal)).Length;
            hidden.Add((folded.OriginOf(at), folded.OriginOf(at + length - 1) + 1));
            at++; // another may begin within this one
        }

        hidden.AddRange(CutOnes(text, folded));
        return hidden.Count == 0 ? text : Rewritten(text, hidden);
    }

    /// <summary>The beginnings of values before an ellipsis, and at the end of the text.</summary>
    private IEnumerable<(int From, int To)> CutOnes(string text, FoldedText folded)
    {
        for (var cut = text.IndexOf(Cut, StringComparison.Ordinal); ; cut = text.IndexOf(Cut, cut + 1))
        {
            var end = cut < 0 ? folded.Text.Length : folded.IndexFrom(cut);
            if (LongestBeginningBefore(folded.Text, end, isCut: cut >= 0) is > 0 and var length) yield return (folded.OriginOf(end - length), folded.OriginOf(end - 1) + 1);
            if (cut < 0) yield break;
        }
    }

    /// <param name="isCut">An ellipsis says so; else only what ends within a word of the value is taken for cut: who is called like the beginning of an address is not the address.</param>
    private int LongestBeginningBefore(string folded, int end, bool isCut)
    {
        var (longest, starts) = (0, _byStart.GetAlternateLookup<ReadOnlySpan<char>>());
        for (var from = end - ShortestBeginning; from >= Math.Max(0, end - LongestBeginning); from--)
        {
            if (!starts.TryGetValue(folded.AsSpan(from, Shortest), out var values)) continue;
            var rest = folded.AsSpan(from, end - from);
            foreach (var value in values)
                if (value.AsSpan().StartsWith(rest, StringComparison.Ordinal) && (isCut || value.Length == rest.Length || char.IsLetterOrDigit(value[rest.Length]))) longest = end - from;
        }

        return longest;
    }

    private static string Rewritten(string text, List<(int From, int To)> hidden)
    {
        var rewritten = new StringBuilder();
        var at = 0;
        foreach (var (from, to) in hidden.OrderBy(h => h.From))
        {
            if (to <= at) continue;
            if (from > at || at == 0) rewritten.Append(text, at, Math.Max(0, from - at)).Append(Mask.Mark); // else it overlaps or touches the one before: one mark for both
            at = to;
        }

        return rewritten.Append(text, at, text.Length - at).ToString();
    }
}
