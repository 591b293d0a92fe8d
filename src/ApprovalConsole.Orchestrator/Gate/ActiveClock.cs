namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>Time in which at least one call of a run, or of a run that works for it, is out, or such a run pauses before it asks again: what overlaps counts once, by a monotonic clock.</summary>
internal sealed class ActiveClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private int _out;
    private readonly Dictionary<string, long> _pausedUntil = [];
    private long _countedTo;
    private double _unread;

    /// <summary>Nothing is out, nothing pauses, and nothing is to be read.</summary>
    public bool IsIdle
    {
        get { lock (_lock) return _out == 0 && _unread == 0 && PausedUntil <= time.GetTimestamp(); }
    }

    /// <summary>A call is out.</summary>
    public bool IsOut
    {
        get { lock (_lock) return _out > 0; }
    }

    public void CallWentOut()
    {
        lock (_lock)
        {
            CountUp();
            _out++;
        }
    }

    /// <summary>Milliseconds of active time since the last reading; the call that brought a result is no longer out.</summary>
    public double CallCameBack()
    {
        lock (_lock)
        {
            if (_out == 0) return 0; // it went out in another life of this mailbox
            CountUp();
            _out--;
            var read = _unread;
            _unread = 0;
            return read;
        }
    }

    /// <summary>A call of a child is no longer out; its time is kept until the run is told something.</summary>
    public void ChildCameBack()
    {
        lock (_lock)
        {
            CountUp();
            _out--;
        }
    }

    /// <summary>A child lets so much time pass before it asks again, and no call of it is out meanwhile. Said again, it counts from then on in place of what was left.</summary>
    public void ChildPauses(string childId, TimeSpan pause)
    {
        lock (_lock)
        {
            CountUp();
            if (pause > TimeSpan.Zero) _pausedUntil[childId] = _countedTo + (long)(pause.TotalSeconds * time.TimestampFrequency);
            else _pausedUntil.Remove(childId);
        }
    }

    /// <summary>Milliseconds since the last reading. They stay unread until <see cref="Taken"/>.</summary>
    public double Unread()
    {
        lock (_lock)
        {
            CountUp();
            return _unread;
        }
    }

    /// <summary>So much of it has been written down.</summary>
    public void Taken(double milliseconds)
    {
        lock (_lock) _unread = Math.Max(0, _unread - milliseconds);
    }

    private long PausedUntil => _pausedUntil.Count == 0 ? 0 : _pausedUntil.Values.Max();

    private void CountUp()
    {
        var now = time.GetTimestamp();
        var until = _out > 0 ? now : Math.Min(now, PausedUntil);
        if (until > _countedTo) _unread += time.GetElapsedTime(_countedTo, until).TotalMilliseconds;
        _countedTo = now;
    }
}
