namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>A tool call as the writer leaves its row.</summary>
/// <param name="IsOut">It went out, and what became of it is not known yet.</param>
/// <param name="IsUnknown">It went out, and nobody can say if it happened.</param>
internal sealed record Deed(string CallId, string RunId, string EffectHash, bool IsOut, bool IsUnknown)
{
    public bool IsOpen => IsOut || IsUnknown;
}

/// <summary>A deed as the process knows it.</summary>
/// <param name="Stamp">Another as soon as anything was written of it.</param>
internal sealed record KnownDeed(Deed Deed, long Stamp);

/// <summary>The open deeds as this process has written them: whoever writes into the database cannot reach it, so an equal call has to wait though the row that bars it is gone.</summary>
internal sealed class DeedMemory
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, KnownDeed> _open = [];
    private readonly Dictionary<string, HashSet<string>> _calls = []; // by effect
    private readonly Dictionary<string, Deed> _written = []; // in the writer's transaction
    private long _stamps;

    /// <summary>On the writer's thread: what an append has written, which is not on the disk yet.</summary>
    public void Add(IEnumerable<Deed> written)
    {
        foreach (var deed in written) _written[deed.CallId] = deed;
    }

    public void Commit()
    {
        if (_written.Count == 0) return;
        lock (_lock)
        {
            foreach (var deed in _written.Values) Set(deed);
        }

        _written.Clear();
    }

    public void Rollback() => _written.Clear();

    /// <summary>On the writer's thread: an equal call of another run is open, counting what its transaction has written so far.</summary>
    public bool IsLikeOpen(Deed deed) => Like(deed.EffectHash, deed.RunId).Any(known => !_written.ContainsKey(known.Deed.CallId))
        || _written.Values.Any(w => w.IsOpen && w.EffectHash == deed.EffectHash && w.RunId != deed.RunId);

    /// <summary>Open calls of other runs that are the same deed.</summary>
    public IReadOnlyList<KnownDeed> Like(string effectHash, string runId)
    {
        lock (_lock) return _calls.TryGetValue(effectHash, out var calls) ? [.. calls.Select(c => _open[c]).Where(k => k.Deed.RunId != runId)] : [];
    }

    /// <summary>Nothing was written of it since it was read here.</summary>
    public bool IsStill(KnownDeed known)
    {
        lock (_lock) return _open.GetValueOrDefault(known.Deed.CallId)?.Stamp == known.Stamp;
    }

    private void Set(Deed deed)
    {
        if (_open.Remove(deed.CallId, out var was) && _calls.TryGetValue(was.Deed.EffectHash, out var equal) && equal.Remove(deed.CallId) && equal.Count == 0) _calls.Remove(was.Deed.EffectHash);
        if (!deed.IsOpen) return;
        _open[deed.CallId] = new(deed, ++_stamps);
        if (!_calls.TryGetValue(deed.EffectHash, out var calls)) _calls[deed.EffectHash] = calls = [];
        calls.Add(deed.CallId);
    }
}
