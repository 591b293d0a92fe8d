using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>Looks for values in one source after the other. Every text is read once, however many values are looked for.</summary>
internal sealed class EvidenceReading
{
    /// <summary>Leaves and keys that are read of one source; a result of 256 KB with ten digits in each has no more.</summary>
    private const int MostLeaves = 25_000;

    /// <summary>JSON in strings of JSON.</summary>
    private const int MostLayers = 3;

    /// <summary>Texts of one source that look like JSON and are none; what comes after them is read as words.</summary>
    private const int MostFaults = 100;

    /// <summary>Places that are looked at in all. Only a text that was made for it has more.</summary>
    private const int MostPlaces = 2_000_000;

    private readonly IReadOnlyCollection<TracedValue> _values;
    private readonly Needles _phrases = new();
    private readonly List<(int Length, List<TracedValue> Values)> _wanted = [];
    private readonly ILookup<string, TracedValue> _numbers;
    private readonly ILookup<string, TracedValue> _placed;
    private readonly ILookup<string, TracedValue> _longTexts;
    private int _places;
    private int _leaves;
    private int _faults;

    internal EvidenceReading(IReadOnlyCollection<TracedValue> values)
    {
        _values = values;
        _numbers = values.Where(v => v is { Number: not null, IsPlacedOnly: false }).ToLookup(v => v.Number!.Value.Plain, StringComparer.Ordinal);
        _placed = values.Where(v => v.IsPlacedOnly).ToLookup(v => v.Number!.Value.Plain, StringComparer.Ordinal);
        _longTexts = values.Where(v => v.IsLong).ToLookup(v => v.Text, StringComparer.Ordinal);
        foreach (var (value, phrase) in values.SelectMany(v => v.Phrases, (value, phrase) => (value, phrase)))
        {
            var number = _phrases.Add(phrase);
            if (number == _wanted.Count)
                _wanted.Add((phrase.Length, []));
            _wanted[number].Values.Add(value);
        }
    }

    internal void Read(Source source)
    {
        if (!_values.Any(value => value.Wants(source)))
            return;
        (_leaves, _faults) = (0, 0);
        if (!source.IsJson || !TryRead(source, source.Text, Trail.Root, isInner: false, layer: 0))
            ReadText(source, source.Text, null, layer: 0);
    }

    /// <param name="isInner">The value is the text of a string, so pointers end at that string.</param>
    private bool TryRead(Source source, string json, Trail? at, bool isInner, int layer)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            ReadValue(source, parsed.RootElement, at, isInner, layer);
            return true;
        }
        catch (JsonException)
        {
            _faults++;
            return false;
        }
    }

    private void ReadValue(Source source, JsonElement value, Trail? at, bool isInner, int layer)
    {
        if (++_leaves > MostLeaves)
            return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (!JsonText.TryReadName(member, out var name))
                        continue;
                    var below = isInner ? at : at?.To(name);
                    ReadText(source, name, below, MostLayers);
                    ReadValue(source, member.Value, below, isInner, layer);
                }
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Take(MostLeaves).Index())
                    ReadValue(source, item, isInner ? at : at?.To(index), isInner, layer);
                break;
            case JsonValueKind.String when JsonText.TryRead(value, out var text):
                ReadText(source, text, at, layer);
                break;
            case JsonValueKind.Number when _numbers.Count > 0 || _placed.Count > 0:
                Saw(source, WrittenNumber.Of(value), at);
                foreach (var placed in _placed[WrittenNumber.Of(value).Plain])
                    placed.SeenIn(source, at);
                break;
        }
    }

    private void ReadText(Source source, string text, Trail? at, int layer)
    {
        var isJson = layer < MostLayers && _faults < MostFaults && text.AsSpan().Trim() is ['{', .., '}'] or ['[', .., ']'];
        if (isJson && TryRead(source, text, at, isInner: true, layer + 1))
            return;
        if (!NormalText.TryRead(text, out var normal))
            return;
        foreach (var value in _longTexts[normal])
            value.SeenIn(source, at);
        if (_wanted.Count > 0)
            FindPhrases(normal, (value, _, _) => value.SeenIn(source, at));
        if (_numbers.Count == 0)
            return;
        foreach (var token in NumberToken.In(normal))
        {
            if (token.TryRead(out var number))
                Saw(source, number, at);
        }
    }

    /// <summary>Where the values stand in a normal text, in no order.</summary>
    /// <param name="most">More are not told.</param>
    internal List<(int Start, int End)> PlacesIn(string normal, int most)
    {
        var places = new List<(int Start, int End)>();
        if (_longTexts.Contains(normal))
            places.Add((0, normal.Length));
        if (_wanted.Count > 0)
            FindPhrases(normal, (_, start, end) => places.Add((start, end)), () => places.Count < most);
        foreach (var token in NumberToken.In(normal))
        {
            if (places.Count >= most)
                break;
            if (token.TryRead(out var number) && _numbers[number.Plain].Any(v => v.Number!.Value.Agrees(number)))
                places.Add((token.Start, token.End));
        }
        return places;
    }

    /// <param name="saw">The value, where it begins, and where it ends.</param>
    /// <param name="goesOn">Null: to the end.</param>
    private void FindPhrases(string normal, Action<TracedValue, int, int> saw, Func<bool>? goesOn = null) => _phrases.Find(
        normal,
        end => WordEdges.EndsAt(normal, end) || WordEdges.TimeFollows(normal, end),
        (phrase, end) =>
        {
            var (length, values) = _wanted[phrase];
            if (WordEdges.StartsAt(normal, end - length))
            {
                var isWhole = WordEdges.EndsAt(normal, end);
                foreach (var value in values.Where(v => isWhole || v.Day is not null))
                    saw(value, end - length, end);
            }
            return ++_places < MostPlaces && goesOn?.Invoke() is not false;
        });

    private void Saw(Source source, WrittenNumber number, Trail? at)
    {
        foreach (var value in _numbers[number.Plain].Where(v => v.Number!.Value.Agrees(number)))
            value.SeenIn(source, at);
    }
}
