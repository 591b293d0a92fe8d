using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Anybody can try as often as they like; the log must not grow with that. Beyond so many a minute, attempts of one caller are counted and not written.</summary>
/// <remarks>Callers that nobody knows are one caller.</remarks>
/// <param name="eachMinute">Attempts of a caller that are written one by one, each minute.</param>
internal sealed class AttemptBound(TimeProvider time, int eachMinute = AttemptBound.EachMinute)
{
    public const int EachMinute = 60;

    /// <summary>Of orders and decisions by somebody who is known: more than the wire lets one person ask for, so that no junk of theirs hides one.</summary>
    public const int OrdersEachMinute = 60_000;

    // More callers at once than people a console has; those above it are as one.
    private const int MostCallers = 10_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Window> _windows = [];

    /// <returns>Whether this attempt is written, and how many were left out since the last one that was.</returns>
    public (bool IsWritten, int LeftOut) Take(Actor? by)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var window = WindowOf(by, now);
            if (now - window.Since >= Minute) (window.Since, window.Written) = (now, 0);
            if (window.Written >= eachMinute)
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

    /// <summary>Hands over what was left out of minutes that are over, so that it is written also where nobody tries again.</summary>
    public IReadOnlyList<(Actor? By, int Count)> Flush()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var over = _windows.Where(w => now - w.Value.Since >= Minute).ToList();
            foreach (var (caller, _) in over) _windows.Remove(caller);
            return [.. over.Where(w => w.Value.LeftOut > 0).Select(w => (w.Value.By, w.Value.LeftOut))];
        }
    }

    private Window WindowOf(Actor? by, DateTimeOffset now)
    {
        var caller = by?.Subject ?? "";
        if (_windows.TryGetValue(caller, out var known)) return known;
        if (_windows.Count >= MostCallers)
        {
            foreach (var (idle, _) in _windows.Where(w => w.Value.LeftOut == 0 && now - w.Value.Since >= Minute).ToList()) _windows.Remove(idle);
            if (_windows.Count >= MostCallers) return _windows.TryGetValue("", out var all) ? all : _windows[""] = new(null) { Since = now };
        }

        return _windows[caller] = new(by) { Since = now };
    }

    private sealed class Window(Actor? by)
    {
        public Actor? By => by;

        public DateTimeOffset Since { get; set; }

        public int Written { get; set; }

        public int LeftOut { get; set; }
    }
}
