using System.Buffers;

namespace ApprovalConsole.Domain.Grounding;

/// <summary>Finds many texts in one pass (Aho and Corasick, 1975): the time taken does not depend on how many, or on how alike they are.</summary>
internal sealed class Needles
{
    // By node and character in one key: a pair takes twice as long to hash.
    private readonly Dictionary<long, int> _next = [];
    private readonly List<Node> _nodes = [new(0, '\0', 0)];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private SearchValues<char>? _first;

    /// <returns>The number under which the text is reported; the same text has the same number.</returns>
    internal int Add(string needle)
    {
        if (_numbers.TryGetValue(needle, out var known))
            return known;
        var at = 0;
        foreach (var unit in needle)
        {
            if (!_next.TryGetValue(Key(at, unit), out var below))
            {
                _nodes.Add(new(at, unit, _nodes[at].Depth + 1));
                _next[Key(at, unit)] = below = _nodes.Count - 1;
            }
            at = below;
        }
        _nodes[at].Needle = _numbers.Count;
        return _numbers[needle] = _numbers.Count;
    }

    /// <summary>Reports each needle wherever it ends; no needle may be added any more.</summary>
    /// <param name="mayEnd">Asked first, once a place: can anything end here?</param>
    /// <param name="seen">The needle's number, and where it ends. False: enough.</param>
    internal void Find(string text, Func<int, bool> mayEnd, Func<int, int, bool> seen)
    {
        var first = _first ??= Link();
        var node = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (node == 0)
            {
                var skip = text.AsSpan(i).IndexOfAny(first);
                if (skip < 0)
                    return;
                i += skip;
            }
            node = Step(node, text[i]);
            var ending = _nodes[node].Ending;
            if (ending == 0 || !mayEnd(i + 1))
                continue;
            for (; ending != 0; ending = _nodes[_nodes[ending].Shorter].Ending)
            {
                if (!seen(_nodes[ending].Needle, i + 1))
                    return;
            }
        }
    }

    private int Step(int node, char unit)
    {
        int below;
        while (!_next.TryGetValue(Key(node, unit), out below) && node != 0)
            node = _nodes[node].Shorter;
        return below;
    }

    private static long Key(int node, char unit) => (long)node << 16 | unit;

    private SearchValues<char> Link()
    {
        foreach (var (index, node) in _nodes.Index().Skip(1).OrderBy(n => n.Item.Depth))
        {
            node.Shorter = node.Depth == 1 ? 0 : Step(_nodes[node.Above].Shorter, node.Unit);
            node.Ending = node.Needle >= 0 ? index : _nodes[node.Shorter].Ending;
        }
        return SearchValues.Create([.. _nodes.Where(node => node.Depth == 1).Select(node => node.Unit)]);
    }

    private sealed class Node(int above, char unit, int depth)
    {
        internal int Above { get; } = above;
        internal char Unit { get; } = unit;
        internal int Depth { get; } = depth;

        /// <summary>The needle that ends here, or -1.</summary>
        internal int Needle { get; set; } = -1;

        /// <summary>The longest proper suffix of this node's text that is a node.</summary>
        internal int Shorter { get; set; }

        /// <summary>The nearest node, this one first and then ever shorter, where a needle ends; 0 for none.</summary>
        internal int Ending { get; set; }
    }
}
