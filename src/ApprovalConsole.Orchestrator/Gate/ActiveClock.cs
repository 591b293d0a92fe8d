namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>Time in which at least one call of a run is out: overlapping calls count once, by a monotonic clock.</summary>
internal sealed class ActiveClock(TimeProvider time)
{
    private int _out;
    private long _since;

    public void CallWentOut()
    {
        if (_out++ == 0) _since = time.GetTimestamp();
    }

    /// <summary>Milliseconds of active time since the last reading; the call that brought a result is no longer out.</summary>
    public double CallCameBack()
    {
        if (_out == 0) return 0; // it went out in another life of this mailbox
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_since, now).TotalMilliseconds;
        _since = now;
        _out--;
        return elapsed;
    }
}
