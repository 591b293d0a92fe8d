using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Masking;

/// <summary>The sensitive values of a run: masked where they are, and wherever else one of them turns up in it.</summary>
public sealed partial class Secrets
{
    public static readonly Secrets None = new([]);

    /// <summary>Nobody can say what is sensitive, so all is.</summary>
    public static readonly Secrets Everything = new([]) { _isAll = true };

    private const int MostTelling = 500;
    private const int ShortestTelling = 6;
    private static readonly char[] Separators = [' ', '\t', '\r', '\n', '"', '\'', ',', ';', ':', '(', ')', '[', ']', '{', '}', '<', '>', '=', '|'];

    private readonly ImmutableHashSet<string> _values;
    private readonly Lazy<SecretText> _text;
    private bool _isAll;

    /// <param name="values">Canonical JSON of each: texts, numbers, yes or no.</param>
    public Secrets(IEnumerable<string> values)
    {
        _values = [.. values];
        _text = new(() => new(_values.SelectMany(SpellingsOf)));
    }

    public bool IsEmpty => _values.IsEmpty && !_isAll;

    /// <summary>How many different ones.</summary>
    public int Count => _values.Count;

    /// <summary>Those that are not among the others.</summary>
    public Secrets Except(Secrets others) => others.IsEmpty || _isAll ? this : new(_values.Except(others._values));

    /// <summary>As it is compared with others.</summary>
    public static string KeyOf(JsonElement leaf) => leaf.ValueKind is JsonValueKind.String or JsonValueKind.Number ? CanonicalJson.Of(leaf) : leaf.GetRawText();

    /// <summary>Whether a value is long enough to be told from other words; else it is masked in its own place only.</summary>
    public static bool Tells(string value) => SecretText.Tells(WordsOf(value));

    internal bool Holds(JsonElement leaf) => _isAll || _values.Contains(KeyOf(leaf));

    /// <summary>The text with a mark for each value that is in it.</summary>
    public string InText(string text) => IsEmpty || text.Length == 0 ? text : _isAll ? Mask.Mark : _text.Value.Masked(Scientific().Replace(text, number => AreIn(JsonElement.Parse(number.Value)) ? Mask.Mark : number.Value));

    /// <summary>Whether one is in a number, as it is written or as it is usually written.</summary>
    internal bool AreIn(JsonElement number) => _isAll || (!IsEmpty && (_text.Value.IsIn(number.GetRawText()) || _text.Value.IsIn(KeyOf(number))));

    /// <summary>The text, which may be JSON: then its shape is kept.</summary>
    public string InPayload(string text)
    {
        if (IsEmpty) return text;
        return (_isAll || text.AsSpan().TrimStart() is ['{' or '[', ..]) && StrictJson.TryParse(text, out var value, out _) ? MaskedJson.Of(value, ImmutableHashSet<string>.Empty, this) : InText(text);
    }

    // Numbers as they are written, and a text's own characters.
    private static string WordsOf(string value) => value is ['"', ..] ? JsonSerializer.Deserialize<string>(value)! : value;

    // What is a number to people is one elsewhere, too: there without its last zeros. And who repeats a sentence repeats what is telling in it.
    private static IEnumerable<string> SpellingsOf(string value)
    {
        var words = WordsOf(value);
        return Number().IsMatch(words) && StrictJson.TryParse(words, out var number, out _) ? [words, KeyOf(number)] : [words, .. EscapedIn(words), .. TellingIn(words)];
    }

    // As programs write a text that they put into JSON, and that into a text: each escapes as much as it likes.
    private static IEnumerable<string> EscapedIn(string words)
    {
        if (!SecretText.Tells(words)) return [];
        var least = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(words);
        var ascii = string.Concat(least.Select(c => char.IsAscii(c) ? c.ToString() : $"\\u{(int)c:x4}"));
        return new[] { least, ascii, JavaScriptEncoder.Default.Encode(words) }.Distinct().Where(w => w != words);
    }

    private static IEnumerable<string> TellingIn(string words) => words.Split(Separators, MostTelling, StringSplitOptions.RemoveEmptyEntries).Select(w => w.TrimEnd('.'))
        .Where(w => w.Length >= ShortestTelling && w.Length < words.Length && w.Any(c => char.IsAsciiDigit(c) || c == '@'));

    [GeneratedRegex(@"^-?[0-9]{1,20}(\.[0-9]{1,20})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<![\w.])-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?[eE][+-]?[0-9]{1,2}(?![\w.])", RegexOptions.CultureInvariant)]
    private static partial Regex Scientific();
}
