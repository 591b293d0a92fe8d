namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>Time in which something of a run is out, as one process reads it: what overlaps counts once.</summary>
internal sealed class ActiveReading(Timeline time)
{
    private int _out;
    private DateTimeOffset _countedTo;
    private double _unread;

    public void WentOut()
    {
        CountUp();
        _out++;
    }

    /// <summary>Milliseconds since the last reading.</summary>
    public double CameBack()
    {
        CountUp();
        _out--;
        var read = _unread;
        _unread = 0;
        return read;
    }

    private void CountUp()
    {
        if (_out > 0) _unread += (time.Now - _countedTo).TotalMilliseconds;
        _countedTo = time.Now;
    }
}
