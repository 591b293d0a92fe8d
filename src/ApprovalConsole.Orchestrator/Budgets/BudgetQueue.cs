namespace ApprovalConsole.Orchestrator.Budgets;

/// <summary>Runs whose next model call does not fit beside the calls that are out. They are looked at again whenever one of those settles.</summary>
internal sealed class BudgetQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Agent, long Arrival)> _waiting = [];
    private readonly SemaphoreSlim _signal = new(0, 1);
    private long _arrivals;
    private int _round;

    /// <summary>Counts what has settled. Read it before the counters.</summary>
    public int Round
    {
        get { lock (_lock) return _round; }
    }

    /// <summary>True while somebody waits: who comes now had better count first.</summary>
    public bool IsAny
    {
        get { lock (_lock) return _waiting.Count > 0; }
    }

    /// <summary>Keeps a run to be looked at again; at once, where something has settled since the round.</summary>
    public void Keep(string runId, string agent, int round)
    {
        lock (_lock)
        {
            _waiting.TryAdd(runId, (agent, _arrivals++)); // whoever has to wait on keeps their place
            if (round != _round) Signal();
        }
    }

    /// <summary>Money came back, or a budget was raised.</summary>
    public void Settled()
    {
        lock (_lock)
        {
            _round++;
            if (_waiting.Count > 0) Signal();
        }
    }

    /// <summary>Waits until somebody can be looked at, and hands over all who wait: each agent's in the order they came.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> NextAsync(CancellationToken ct)
    {
        await _signal.WaitAsync(ct);
        lock (_lock) return [.. _waiting.GroupBy(w => w.Value.Agent, (_, runs) => runs.OrderBy(w => w.Value.Arrival).Select(w => w.Key).ToList())];
    }

    public bool Contains(string runId)
    {
        lock (_lock) return _waiting.ContainsKey(runId);
    }

    /// <summary>The run does not wait any more.</summary>
    public void Leave(string runId)
    {
        lock (_lock) _waiting.Remove(runId);
    }

    public void Dispose() => _signal.Dispose();

    private void Signal()
    {
        if (_signal.CurrentCount == 0) _signal.Release();
    }
}
