namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>A place in a quota's counter that an append takes, or gives back.</summary>
/// <param name="Amount">Micros; null: given back.</param>
/// <param name="At">UTC microseconds.</param>
internal sealed record QuotaUse(string Scope, string CallId, long? Amount, long At);

/// <summary>What this process itself has counted: whoever writes into the database cannot reach it, so that counters which were made smaller are found.</summary>
internal sealed class QuotaMemory
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, QuotaUse>> _scopes = [];
    private HashSet<(string Scope, string CallId)>? _moved = []; // while a start is looking

    /// <summary>Before the commit what is given back and after it what is taken, so that what is known here is never more than what is there.</summary>
    public void GiveBack(IEnumerable<QuotaUse> uses)
    {
        lock (_lock)
            foreach (var use in uses.Where(u => u.Amount is null))
            {
                _moved?.Add((use.Scope, use.CallId));
                if (_scopes.TryGetValue(use.Scope, out var calls)) calls.Remove(use.CallId);
            }
    }

    /// <summary>What a start has found; what has moved since then it knows no better.</summary>
    public void TakeAtStart(IEnumerable<QuotaUse> uses)
    {
        lock (_lock)
            foreach (var use in uses.Where(u => _moved?.Contains((u.Scope, u.CallId)) != true)) Set(use);
    }

    /// <summary>It has moved since a start began to look.</summary>
    public bool IsKnown(QuotaUse use)
    {
        lock (_lock) return _moved?.Contains((use.Scope, use.CallId)) == true;
    }

    public void HasStarted()
    {
        lock (_lock) _moved = null;
    }

    public void Take(IEnumerable<QuotaUse> uses)
    {
        lock (_lock)
        {
            foreach (var use in uses.Where(u => u.Amount is not null))
            {
                _moved?.Add((use.Scope, use.CallId));
                Set(use);
            }
        }
    }

    private void Set(QuotaUse use)
    {
        if (!_scopes.TryGetValue(use.Scope, out var calls)) _scopes.Add(use.Scope, calls = []);
        calls[use.CallId] = use;
    }

    /// <summary>Uses since then, and their sum. What is older is forgotten: a scope's window is always the same.</summary>
    /// <param name="except">A call that does not count.</param>
    public (int Count, long SumMicros) Of(string scope, long since, string? except)
    {
        lock (_lock)
        {
            if (!_scopes.TryGetValue(scope, out var calls)) return (0, 0);
            foreach (var old in calls.Values.Where(u => u.At <= since).ToList()) calls.Remove(old.CallId);
            if (calls.Count == 0) _scopes.Remove(scope);
            var counted = calls.Values.Where(u => u.CallId != except).ToList();
            return (counted.Count, counted.Sum(u => u.Amount!.Value));
        }
    }
}
