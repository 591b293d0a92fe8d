namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Anybody can try as often as they like; the log must not grow with that. Beyond so many a minute, attempts of one caller are counted and not written.</summary>
/// <remarks>Callers that nobody knows are one caller.</remarks>
internal sealed class AttemptBound(TimeProvider time)
{
    /// <summary>Attempts of a caller that are written one by one, each minute.</summary>
    public const int EachMinute = 60;

    // More callers at once than people a console has; those above it are as one.
    private const int MostCallers = 10_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Window> _windows = [];

    /// <returns>Whether this attempt is written, and how many were left out since the last one that was.</returns>
    public (bool IsWritten, int LeftOut) Take(string caller)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var window = WindowOf(caller, now);
            if (now - window.Since >= Minute) (window.Since, window.Written) = (now, 0);
            if (window.Written >= EachMinute)
            {
                window.LeftOut++;
                return (false, 0);
            }

            window.Written++;
            var leftOut = window.LeftOut;
            window.LeftOut = 0;
            return (true, leftOut);
        }
    }

    private Window WindowOf(string caller, DateTimeOffset now)
    {
        if (_windows.TryGetValue(caller, out var known)) return known;
        if (_windows.Count >= MostCallers)
        {
            foreach (var (idle, _) in _windows.Where(w => w.Value.LeftOut == 0 && now - w.Value.Since >= Minute).ToList()) _windows.Remove(idle);
            if (_windows.Count >= MostCallers) return _windows.TryGetValue("", out var all) ? all : _windows[""] = new() { Since = now };
        }

        return _windows[caller] = new() { Since = now };
    }

    private sealed class Window
    {
        public DateTimeOffset Since { get; set; }

        public int Written { get; set; }

        public int LeftOut { get; set; }
    }
}
