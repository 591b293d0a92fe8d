using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>What a run said itself: its text and the arguments of all its calls, in order of time.</summary>
/// <remarks>
/// Found are words in any case, spacing and punctuation, as part of longer words, split over arguments that follow each other, under
/// <see cref="Disguises"/>, numbers and days in any spelling. Not found are other ways to say it: ciphers, words for numbers, look-alike letters.
/// </remarks>
internal sealed class SentWords
{
    /// <summary>More than all calls of a run may carry. A text that was not read may have said anything.</summary>
    private const int MostCharacters = 4_000_000;

    private readonly SaidText _texts = new();

    // Once more without an end between them: a tool may put them together.
    private readonly SaidText _values = new();
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private int _read;

    // The first step whose words could not be read; from there on everything counts as said.
    private int _unreadFrom = int.MaxValue;

    internal void AddText(int step, Payload text)
    {
        if (text.Text is { } words)
            Add(step, words);
        else
            _unreadFrom = Math.Min(_unreadFrom, step);
    }

    internal void AddArguments(int step, Payload arguments)
    {
        AddText(step, arguments);
        if (arguments.Text is not { } text)
            return;
        try
        {
            using var parsed = JsonDocument.Parse(text);
            AddValues(step, parsed.RootElement);
        }
        catch (JsonException)
        {
            // Its text was added; a tool never received it.
        }
    }

    /// <summary>Tells each value the step in which the run first said it.</summary>
    internal void Mark(IReadOnlyCollection<TracedValue> values)
    {
        foreach (var value in values)
            value.SentIn(value.PossibleNumbers.Select(number => _numbers.GetValueOrDefault(number, int.MaxValue)).Append(_unreadFrom).Min());
        _texts.Mark(values);
        _values.Mark(values);
    }

    private void AddValues(int step, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (JsonText.TryReadName(member, out var name))
                        Add(step, name);
                    AddValues(step, member.Value);
                }
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    AddValues(step, item);
                break;
            case JsonValueKind.String when JsonText.TryRead(value, out var text):
                Add(step, text);
                _values.Append(step, Folding.Spaced(text), goesOn: true);
                break;
            case JsonValueKind.Number:
                _numbers.TryAdd(WrittenNumber.Of(value).Plain.TrimStart('-'), step);
                _values.Append(step, Folding.Spaced(value.GetRawText()), goesOn: true);
                break;
        }
    }

    private void Add(int step, string text)
    {
        foreach (var words in Disguises.Under(text))
        {
            if ((_read += words.Length) > MostCharacters)
            {
                _unreadFrom = Math.Min(_unreadFrom, step);
                return;
            }
            var spaced = Folding.Spaced(words);
            var normal = NormalText.TryRead(words, out var read) ? read : spaced;
            foreach (var time in WrittenDay.Possible(normal).Select(WrittenDay.Iso).Concat(WrittenInstant.InUtc(normal)))
                _texts.Append(step, Folding.Spaced(time));
            foreach (var token in NumberToken.In(normal))
            {
                foreach (var number in WrittenNumber.Possible(token.Digits.ToString()))
                    _numbers.TryAdd(number, step);
            }
            _texts.Append(step, spaced);
        }
    }
}
