namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>Time in which at least one call of a run, or of a run that works for it, is out: overlapping calls count once, by a monotonic clock.</summary>
internal sealed class ActiveClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private int _out;
    private long _since;
    private double _unread;

    /// <summary>Nothing is out, and nothing is to be read.</summary>
    public bool IsIdle
    {
        get { lock (_lock) return _out == 0 && _unread == 0; }
    }

    public void CallWentOut()
    {
        lock (_lock)
        {
            if (_out++ == 0) _since = time.GetTimestamp();
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

    /// <summary>Time of a child that no call is out in: a pause before another attempt.</summary>
    public void Add(TimeSpan pause)
    {
        lock (_lock) _unread += pause.TotalMilliseconds;
    }

    /// <summary>Milliseconds since the last reading. They stay unread until <see cref="Taken"/>.</summary>
    public double Unread()
    {
        lock (_lock)
        {
            if (_out > 0) CountUp();
            return _unread;
        }
    }

    /// <summary>So much of it has been written down.</summary>
    public void Taken(double milliseconds)
    {
        lock (_lock) _unread = Math.Max(0, _unread - milliseconds);
    }

    private void CountUp()
    {
        var now = time.GetTimestamp();
        _unread += time.GetElapsedTime(_since, now).TotalMilliseconds;
        _since = now;
    }
}
