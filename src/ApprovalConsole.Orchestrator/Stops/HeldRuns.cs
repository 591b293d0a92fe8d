namespace ApprovalConsole.Orchestrator.Stops;

/// <summary>Runs of this node whose next step is held: those, and no others, are woken when it may go on.</summary>
internal sealed class HeldRuns
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _ids = [];
    private int _round;

    /// <summary>Counts how often what was held was let go. Read it before looking whether something is stopped.</summary>
    public int Round
    {
        get { lock (_lock) return _round; }
    }

    /// <summary>Keeps a run to be woken.</summary>
    /// <returns>False where others have been let go since: look again.</returns>
    public bool Keep(string runId, int round)
    {
        lock (_lock)
        {
            if (round != _round) return false;
            _ids.Add(runId);
            return true;
        }
    }

    public IReadOnlySet<string> All()
    {
        lock (_lock) return _ids.Count == 0 ? System.Collections.Frozen.FrozenSet<string>.Empty : _ids.ToHashSet();
    }

    /// <summary>Hands over all that is kept.</summary>
    public IReadOnlyList<string> LetGo()
    {
        lock (_lock)
        {
            _round++;
            List<string> ids = [.. _ids];
            _ids.Clear();
            return ids;
        }
    }
}
