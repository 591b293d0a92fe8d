using System.Text;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>Folded text that grew step by step, and when each part of it was said.</summary>
internal sealed class SaidText
{
    private readonly StringBuilder _text = new();
    private readonly List<(int Start, int Step)> _parts = [];

    internal void Append(int step, string text)
    {
        if (_parts.Count == 0 || _parts[^1].Step != step)
            _parts.Add((_text.Length, step));
        _text.Append(text);
    }

    /// <summary>Tells each value the step in which one of its forms was complete for the first time.</summary>
    internal void Mark(IEnumerable<TracedValue> values, Func<TracedValue, IEnumerable<string>> forms)
    {
        var needles = new Needles();
        var wanted = new List<List<TracedValue>>();
        foreach (var (value, form) in values.SelectMany(forms, (value, form) => (value, form)))
        {
            var number = needles.Add(form);
            if (number == wanted.Count)
                wanted.Add([]);
            wanted[number].Add(value);
        }
        var open = wanted.Count;
        if (open == 0)
            return;
        needles.Find(_text.ToString(), _ => true, (needle, end) =>
        {
            foreach (var value in wanted[needle])
                value.SentIn(StepAt(end - 1));
            open -= wanted[needle].Count > 0 ? 1 : 0;
            wanted[needle].Clear();                                // only the first time counts
            return open > 0;
        });
    }

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
