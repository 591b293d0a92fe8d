using System.Collections.Concurrent;
using System.Diagnostics;
using ApprovalConsole.Orchestrator;

namespace ApprovalConsole.Benchmarks.Scale;

/// <summary>When each event of each run was on the disk: noted by the writer itself, before anybody hears of it. In ticks of a clock that all processes of the machine share.</summary>
internal sealed class Commits
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<long>> _runs = new();

    public void Note(Milestone milestone, string about, string stream)
    {
        if (milestone is Milestone.Committed) _runs.GetOrAdd(stream, _ => new()).Enqueue(Stopwatch.GetTimestamp());
    }

    /// <summary>By run, in the order of its versions.</summary>
    public IReadOnlyDictionary<string, long[]> All => _runs.ToDictionary(run => run.Key, run => run.Value.ToArray());
}
