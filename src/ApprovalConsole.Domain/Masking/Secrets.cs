using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Masking;

/// <summary>The sensitive values of a run: masked where they are, and wherever else one of them turns up in it.</summary>
public sealed class Secrets
{
    public static readonly Secrets None = new([]);

    private readonly ImmutableHashSet<string> _values;
    private readonly Lazy<SecretText> _text;

    /// <param name="values">Canonical JSON of each: texts, numbers, yes or no.</param>
    public Secrets(IEnumerable<string> values)
    {
        _values = [.. values];
        _text = new(() => new(_values.Select(WordsOf)));
    }

    public bool IsEmpty => _values.IsEmpty;

    /// <summary>How many different ones.</summary>
    public int Count => _values.Count;

    /// <summary>Those that are not among the others.</summary>
    public Secrets Except(Secrets others) => others.IsEmpty ? this : new(_values.Except(others._values));

    /// <summary>As it is compared with others.</summary>
    public static string KeyOf(JsonElement leaf) => leaf.ValueKind is JsonValueKind.String or JsonValueKind.Number ? CanonicalJson.Of(leaf) : leaf.GetRawText();

    /// <summary>Whether a value is long enough to be told from other words; else it is masked in its own place only.</summary>
    public static bool Tells(string value) => SecretText.Tells(WordsOf(value));

    internal bool Holds(JsonElement leaf) => _values.Contains(KeyOf(leaf));

    /// <summary>The text with a mark for each value that is in it.</summary>
    public string InText(string text) => IsEmpty ? text : _text.Value.Masked(text);

    /// <summary>Whether one is in a number.</summary>
    internal bool AreIn(string number) => !IsEmpty && _text.Value.IsIn(number);

    /// <summary>The text, which may be JSON: then its shape is kept.</summary>
    public string InPayload(string text)
    {
        if (IsEmpty) return text;
        return text.AsSpan().TrimStart() is ['{' or '[', ..] && StrictJson.TryParse(text, out var value, out _) ? MaskedJson.Of(value, ImmutableHashSet<string>.Empty, this) : InText(text);
    }

    // Numbers as they are written, and a text's own characters.
    private static string WordsOf(string value) => value is ['"', ..] ? JsonSerializer.Deserialize<string>(value)! : value;
}
