using System.Collections.Concurrent;

namespace ApprovalConsole.Orchestrator.Stops;

/// <summary>Calls on their way from a turn to the first byte. A stop that is on the disk keeps new ones from setting out; before it is answered, those that set out
/// earlier are through.</summary>
internal sealed class Passages
{
    private readonly ConcurrentDictionary<Passage, byte> _open = new();

    /// <summary>Begin before it is looked whether anything is stopped.</summary>
    public Passage Begin()
    {
        var passage = new Passage(this);
        _open[passage] = 0;
        return passage;
    }

    /// <summary>Completes when every call that is on its way now has gone out, or will not.</summary>
    public Task AllThroughAsync() => Task.WhenAll(_open.Keys.Select(p => p.Through));

    /// <summary>One call on its way: dispose it when the call has been handed over, or does not go.</summary>
    internal sealed class Passage(Passages all) : IDisposable
    {
        private readonly TaskCompletionSource _through = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Through => _through.Task;

        public void Dispose()
        {
            if (all._open.TryRemove(this, out _)) _through.SetResult();
        }
    }
}
