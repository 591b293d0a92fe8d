using Microsoft.Extensions.Options;

namespace ApprovalConsole.Web.Hubs;

/// <summary>What each caller watches by hub. Many streams go over one socket, so they have a bound of their own: as many as <see cref="WireOptions.OpenStreams"/>.</summary>
internal sealed class Watches(IOptions<WireOptions> wire)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _open = [];

    /// <returns>To be disposed of when it ends; null where the caller watches as much as it may.</returns>
    public IDisposable? Begin(string caller)
    {
        lock (_lock)
        {
            var open = _open.GetValueOrDefault(caller);
            if (open >= wire.Value.OpenStreams) return null;
            _open[caller] = open + 1;
            return new Watch(this, caller);
        }
    }

    private void End(string caller)
    {
        lock (_lock)
        {
            if (--_open[caller] == 0) _open.Remove(caller);
        }
    }

    private sealed class Watch(Watches watches, string caller) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0) watches.End(caller);
        }
    }
}
