using ApprovalConsole.Orchestrator;

namespace ApprovalConsole.Web.Shared;

/// <summary>Looks again when the feed says so, at most ten times a second and never twice at once: a busy journal must not keep a browser busy.</summary>
/// <remarks>It looks a tenth of a second after the news, not at once: one answer is followed by half a dozen commits, and who gave it waits for none of those that follow.</remarks>
public sealed class LiveRefresh : IDisposable
{
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(100);

    private readonly Func<bool, Task> _look;
    private readonly RenderPace? _pace;
    private readonly IDisposable[] _subscriptions;
    private int _state;
    private int _committed;
    private volatile bool _disposed;

    /// <param name="look">Renders on the circuit's thread and does not throw; true where something was committed, so that there is something to read.</param>
    /// <param name="onFoam">A piece of a model's text.</param>
    /// <param name="pace">Shared by all parts of one page; null: this one is drawn as if it were alone.</param>
    public LiveRefresh(LiveFeed feed, IEnumerable<Topic> topics, Func<bool, Task> look, Action<string>? onFoam = null, RenderPace? pace = null)
    {
        (_look, _pace) = (look, pace);
        _subscriptions = [.. topics.Select(topic => feed.Subscribe(topic, Nudge, onFoam is null ? null : text =>
        {
            onFoam(text);
            LookSoon();
        }))];
    }

    public void Dispose()
    {
        _disposed = true;
        foreach (var subscription in _subscriptions) subscription.Dispose();
    }

    /// <summary>Something was committed. Returns at once.</summary>
    public void Nudge()
    {
        Volatile.Write(ref _committed, 1);
        LookSoon();
    }

    private void LookSoon()
    {
        if (Interlocked.Exchange(ref _state, State.Asked) is State.Idle) _ = Task.Run(LookWhileAskedAsync);
    }

    private async Task LookWhileAskedAsync()
    {
        do
        {
            await Task.Delay(Together); // what comes meanwhile is looked at together
            if (_pace is not null) await _pace.TurnAsync();
            Interlocked.Exchange(ref _state, State.Looking);
            try
            {
                if (!_disposed) await _look(Interlocked.Exchange(ref _committed, 0) == 1);
            }
            catch (ObjectDisposedException)
            {
                return; // the circuit went while we looked
            }
        }
        while (!_disposed && Interlocked.CompareExchange(ref _state, State.Idle, State.Looking) is not State.Looking);
    }

    private static class State
    {
        public const int Idle = 0;
        public const int Looking = 1;
        public const int Asked = 2;
    }
}
