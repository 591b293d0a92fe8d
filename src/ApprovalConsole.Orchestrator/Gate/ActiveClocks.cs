using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>The clocks of runs: what is out for a child is out for every run above it. A clock exists only while a mailbox or a call needs it, or it has yet to be read.</summary>
internal sealed class ActiveClocks(TimeProvider time)
{
    private readonly Dictionary<string, Entry> _clocks = [];
    private readonly Lock _lock = new();

    public ActiveClock Enter(string runId)
    {
        lock (_lock)
        {
            if (!_clocks.TryGetValue(runId, out var entry)) _clocks.Add(runId, entry = new(new(time)));
            entry.Users++;
            return entry.Clock;
        }
    }

    public void Leave(string runId)
    {
        lock (_lock)
        {
            if (_clocks.TryGetValue(runId, out var entry) && --entry.Users <= 0 && entry.Clock.IsIdle) _clocks.Remove(runId);
        }
    }

    /// <summary>A call of the run is out: so it is for those above it.</summary>
    public void WentOutFor(Run run)
    {
        foreach (var above in run.Ancestry?.Chain ?? []) Enter(above.RunId).CallWentOut();
    }

    public void CameBackFor(Run run)
    {
        foreach (var above in run.Ancestry?.Chain ?? [])
        {
            ClockOf(above.RunId)?.ChildCameBack();
            Leave(above.RunId);
        }
    }

    /// <summary>The run waits before it asks again, which counts as work; only the runs above do not know. Those that wait side by side count once.</summary>
    /// <param name="pause">From now on; zero where it waits no more.</param>
    public void Paused(Run run, TimeSpan pause)
    {
        foreach (var above in run.Ancestry?.Chain ?? [])
        {
            Enter(above.RunId).ChildPauses(run.Id, pause);
            Leave(above.RunId);
        }
    }

    private ActiveClock? ClockOf(string runId)
    {
        lock (_lock) return _clocks.GetValueOrDefault(runId)?.Clock;
    }

    private sealed class Entry(ActiveClock clock)
    {
        public ActiveClock Clock => clock;

        public int Users { get; set; }
    }
}
