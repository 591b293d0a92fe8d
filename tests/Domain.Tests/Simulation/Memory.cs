using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using static ApprovalConsole.Domain.Tests.Simulation.BrokenInvariant;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>What people were told, and how each run stood whenever it was written. I4, and that a journal says the same whenever it is read, are judged by it.</summary>
internal sealed class Memory(FaultyWorld world)
{
    private readonly List<(string RunId, string DecisionId)> _acknowledged = [];
    private readonly Dictionary<string, RunEnd> _ends = [];
    private readonly Dictionary<string, List<(int Version, List<object> Owed)>> _owed = [];

    public void Acknowledged(string runId, string decisionId) => _acknowledged.Add((runId, decisionId));

    public void Committed(string runId, Turn turn)
    {
        var (live, read) = (turn.After, world.Journal.Read(runId));
        var owed = OwedBy(live);
        Unless(live.Version == read.Version && live.Status == read.Status && OwedBy(read).SequenceEqual(owed), "Replay", () => $"{runId} is {live.Status} and owes {Words(owed)}; its journal says {read.Status} and {Words(OwedBy(read))}");
        if (!_owed.TryGetValue(runId, out var all)) _owed[runId] = all = [];
        all.Add((read.Version, owed));
        if (_ends.TryGetValue(runId, out var end)) Unless(read.End == end && turn.Events.All(e => e is RunEvent.CallContradicted or RunEvent.CallUndoStarted), "End", () => $"{runId} had ended: {Words(turn.Events)}");
        else if (read.End is { } ended) HasEnded(read, ended);
    }

    /// <summary>At a start, and whenever the world holds its breath.</summary>
    public void IsWhole()
    {
        foreach (var (runId, decisionId) in _acknowledged)
            Unless(world.Journal.Read(runId).Decisions.ContainsKey(decisionId), "I4", () => $"decision {decisionId} on {runId} was acknowledged and is gone");
    }

    /// <summary>Reads every journal again, from its first word.</summary>
    public void IsReadTheSameAgain()
    {
        foreach (var (runId, all) in _owed)
        {
            var (run, next) = (Run.Initial, 0);
            foreach (var e in world.Journal.EventsOf(runId))
            {
                run = RunEvolution.Evolve(run, e);
                if (next == all.Count || all[next].Version != run.Version) continue;
                Unless(OwedBy(run).SequenceEqual(all[next].Owed), "Replay", () => $"{runId} at {run.Version} owed {Words(all[next].Owed)} and owes {Words(OwedBy(run))}");
                next++;
            }
        }
    }

    private void HasEnded(Run run, RunEnd end)
    {
        _ends[run.Id] = end;
        Unless(!run.IsOut && !run.HasUnknown && run.Calls.Values.All(c => c.IsSettled), "End", () => $"{run.Id} is {end.Status} with calls out, unknown or open");
    }

    /// <summary>Of a pipeline, also which nodes are to be begun: that it goes on does not say where.</summary>
    private static List<object> OwedBy(Run run) => [.. RunDue.Of(run), .. run is { Pipeline: not null, End: null } ? FlowWalk.Of(run).Next : []];

    private static string Words(IEnumerable<object> of) => string.Join(", ", of);
}
