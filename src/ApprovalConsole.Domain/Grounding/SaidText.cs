using System.Text;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>Folded text that grew step by step: letters and digits without anything between, where words begin, and when each part was said.</summary>
internal sealed class SaidText
{
    /// <summary>From this length on a text is found inside a longer word too; a shorter one would be found by accident.</summary>
    private const int ShortestPart = 6;

    private const char End = '\n';

    private readonly StringBuilder _text = new();
    private readonly List<int> _edges = [0];
    private readonly List<(int Start, int Step)> _parts = [];

    /// <param name="spaced">Words with one space between: <see cref="Folding.Spaced"/>.</param>
    /// <param name="goesOn">What is said next may complete a word that this began.</param>
    internal void Append(int step, string spaced, bool goesOn = false)
    {
        if (_parts.Count == 0 || _parts[^1].Step != step)
            _parts.Add((_text.Length, step));
        foreach (var word in spaced.AsSpan().Split(' '))
        {
            _text.Append(spaced.AsSpan()[word]);
            _edges.Add(_text.Length);
        }
        if (!goesOn)
            _edges.Add(_text.Append(End).Length);
    }

    /// <summary>Tells each value the step in which one of its forms was complete for the first time.</summary>
    internal void Mark(IEnumerable<TracedValue> values)
    {
        var needles = new Needles();
        var wanted = new List<(string Form, List<TracedValue> Values)>();
        foreach (var (value, form) in values.SelectMany(value => value.SentForms, (value, form) => (value, form)))
        {
            var number = needles.Add(form);
            if (number == wanted.Count)
                wanted.Add((form, []));
            wanted[number].Values.Add(value);
        }
        if (wanted.Count == 0)
            return;
        needles.Find(_text.ToString(), _ => true, (needle, end) =>
        {
            var (form, sought) = wanted[needle];
            if (form.Length < ShortestPart && !(IsEdge(end) && IsEdge(end - form.Length)))
                return true;
            foreach (var value in sought)
                value.SentIn(StepAt(end - 1));
            sought.Clear();                                        // only the first time counts
            return true;
        });
    }

    private bool IsEdge(int place) => _edges.BinarySearch(place) >= 0;

    private int StepAt(int place)
    {
        var (low, high) = (0, _parts.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _parts[middle].Start <= place ? (middle, high) : (low, middle - 1);
        }
        return _parts[low].Step;
    }
}
