using System.Collections.Concurrent;

namespace ApprovalConsole.Orchestrator.Outside;

/// <summary>Many who follow one thing look at it together: one look at a time, and whoever comes while one is under way shares the next, which begins after they came.</summary>
internal sealed class SharedLooks<T>(Func<string, Task<T>> look)
{
    private readonly ConcurrentDictionary<string, Looking> _looking = new(StringComparer.Ordinal);

    /// <returns>What was there at some moment after the call.</returns>
    public Task<T> LookAsync(string id)
    {
        while (true)
        {
            if (_looking.GetOrAdd(id, _ => new()).Join(() => look(id), over => _looking.TryRemove(new(id, over))) is { } joined) return joined;
        }
    }

    private sealed class Looking
    {
        private readonly Lock _changing = new();
        private TaskCompletionSource<T>? _next;
        private bool _hasBegun;
        private bool _isOver;

        /// <returns>Null where it is over: then another one is begun.</returns>
        public Task<T>? Join(Func<Task<T>> look, Action<Looking> over)
        {
            TaskCompletionSource<T> first;
            lock (_changing)
            {
                if (_isOver) return null;
                if (_hasBegun) return (_next ??= NewTurn()).Task;
                (_hasBegun, first) = (true, NewTurn());
            }

            _ = LookOnAsync(first, look, over);
            return first.Task;
        }

        private async Task LookOnAsync(TaskCompletionSource<T>? turn, Func<Task<T>> look, Action<Looking> over)
        {
            while (turn is not null)
            {
                try
                {
                    turn.SetResult(await look());
                }
                catch (Exception e)
                {
                    turn.SetException(e); // for whoever shares it
                }

                lock (_changing)
                {
                    (turn, _next) = (_next, null);
                    _isOver = turn is null;
                }
            }

            over(this);
        }

        private static TaskCompletionSource<T> NewTurn() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
