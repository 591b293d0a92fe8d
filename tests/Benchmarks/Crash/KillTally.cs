using ApprovalConsole.Orchestrator;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>Where random kills fell.</summary>
internal sealed class KillTally
{
    private readonly SortedDictionary<string, int> _fell = [];
    private readonly SortedDictionary<string, int> _after = [];
    private readonly SortedDictionary<string, int> _orders = [];
    private readonly List<double> _events = [];

    /// <param name="ofTill">It was the till that was killed, if that came about.</param>
    /// <param name="listened">Whether anybody could give it orders.</param>
    /// <param name="open">What was last heard of each order that had not come to its end.</param>
    public void Add(Life life, bool ofTill, bool listened, IReadOnlyList<string> open)
    {
        if (ofTill)
        {
            Count(_fell, "on the till");
            return;
        }

        Count(_fell, !listened ? "before listening" : open.Count == 0 ? "idle" : "with orders under way");
        Count(_after, life.Last is { } last ? $"{last}" : "none");
        if (listened) foreach (var phase in open) Count(_orders, phase);
        _events.Add(life.Events);
    }

    /// <summary>How many fell where, how many events those lives had written, which milestone each had passed last, and where the open orders stood.</summary>
    public object Figures => new
    {
        fell = _fell, events = new { none = _events.Count(e => e == 0), median = Numbers.Percentile(_events, 0.5), p90 = Numbers.Percentile(_events, 0.9), most = _events.DefaultIfEmpty().Max() },
        lastPassed = _after, openOrders = _orders,
    };

    private static void Count(SortedDictionary<string, int> counts, string what) => counts[what] = counts.GetValueOrDefault(what) + 1;
}
