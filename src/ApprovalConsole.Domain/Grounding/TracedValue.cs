using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>A value on its way through the evidence: what it may look like, when the run first said it, where it was seen best.</summary>
internal sealed class TracedValue
{
    /// <summary>Shorter values are found everywhere.</summary>
    private const int Shortest = 4;

    /// <summary>Longer texts are compared as a whole only.</summary>
    private const int LongestPhrase = 256;

    /// <summary>A longer value is taken for said when its beginning was.</summary>
    private const int LongestForm = 64;

    private int _sentIn = int.MaxValue;
    private Source? _source;
    private Trail? _at;

    private TracedValue(string text, WrittenNumber? number) => (Text, Number) = (text, number);

    /// <summary>The normal text, or the number in plain digits.</summary>
    internal string Text { get; }

    internal WrittenNumber? Number { get; }

    internal bool IsLong => Text.Length > LongestPhrase;

    /// <summary>Null where the value is no text that can be read, so nothing can show it.</summary>
    internal static TracedValue? Of(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Number)
            return WrittenNumber.Of(value) is var exact ? new(exact.Plain, exact) : null;
        if (!JsonText.TryRead(value, out var text) || !NormalText.TryRead(text, out var normal))
            return null;
        return new(normal, WrittenNumber.TryRead(normal, out var number) ? number : null);
    }

    internal bool IsTooShort => (Number?.Plain ?? NormalText.Core(Text)).Length < Shortest;

    /// <summary>Too short to prove anything by being seen: only where a record holds it, as a number by itself, is told.</summary>
    internal bool IsPlacedOnly { get; private init; }

    internal static TracedValue PlacedOnly(TracedValue number) => new(number.Text, number.Number) { IsPlacedOnly = true };

    internal DateOnly? Day => Number is null && !IsLong ? WrittenDay.Of(Text) : null;

    /// <summary>What to look for in a text as a word or a phrase; a number is compared as a number, a long text as a whole.</summary>
    internal IEnumerable<string> Phrases => Number is not null || IsLong ? []
        : Day is { } day ? WrittenDay.Spellings(day)
        : WrittenInstant.Spellings(Text).Prepend(NormalText.Core(Text)).Where(phrase => phrase.Length > 0);

    /// <summary>Letters and digits that say the value; an amount is looked for in <see cref="PossibleNumbers"/>.</summary>
    internal IEnumerable<string> SentForms => Number is { } number && !number.Plain.All(char.IsAsciiDigit) ? [] : Folded();

    /// <summary>Everything the value could be read as, without sign.</summary>
    internal IEnumerable<string> PossibleNumbers => NumberToken.In(Text).FirstOrDefault() is { Start: 0 } token && token.End == Text.Length
        ? WrittenNumber.Possible(token.Digits.ToString())
        : Number is { } number ? [number.Plain.TrimStart('-')] : [];

    internal void SentIn(int step) => _sentIn = Math.Min(_sentIn, step);

    /// <summary>Only what came before the run's own word can show the value, and only something better is news.</summary>
    internal bool Wants(Source source) => (!IsPlacedOnly || source.Rank is Found.Record) && source.Step < _sentIn && (_source is null || source.Rank < _source.Rank);

    internal void SeenIn(Source source, Trail? at)
    {
        if (Wants(source))
            (_source, _at) = (source, at);
    }

    internal GroundedValue At(string path) => this switch
    {
        { IsPlacedOnly: true } => new(path, Found.TooShort, _source?.CallId, _at?.ToString()),
        { _source: { } source } => new(path, source.Rank, source.CallId, _at?.ToString()),
        { _sentIn: < int.MaxValue } => new(path, Found.Echo),
        _ => new(path, Found.NotFound),
    };

    private IEnumerable<string> Folded()
    {
        var text = IsLong ? Text[..LongestPhrase] : Text;
        var times = Day is { } day ? [WrittenDay.Iso(day)] : text.Length > LongestForm ? [] : Times(text);
        return Disguises.Under(text).Concat(times).Select(Folding.Joined).Where(form => form.Length > 0)
            .Select(form => form.Length > LongestForm ? form[..LongestForm] : form).Distinct(StringComparer.Ordinal);
    }

    // An instant may be told from its day only by who looked it up; a day that is not clear may be any of its readings.
    private static IEnumerable<string> Times(string text) =>
        WrittenInstant.InUtc(text).ToList() is { Count: > 0 } instants ? instants : text.Length > 12 ? [] : WrittenDay.Possible(text).Select(WrittenDay.Iso);
}
