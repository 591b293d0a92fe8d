using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Cluster;

/// <summary>The one place that says what was written elsewhere: by other nodes, to the journal that they share with this one. Where this console is alone nothing ever is.</summary>
internal sealed class Elsewhere
{
    private static readonly TimeSpan TakenWithin = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _books;
    private long _taken;

    /// <summary>Raised on the writer's thread, once it knows what was written; must return at once.</summary>
    public event Action<Written>? Found;

    /// <summary>Whether there are other nodes at all.</summary>
    public bool IsShared { get; init; }

    /// <summary>How much of what was written elsewhere to the books (stops, people, budgets, tools) is in force here. Read it before anything is decided on them.</summary>
    public long Taken
    {
        get { lock (_lock) return _taken; }
    }

    /// <summary>How much was written to them.</summary>
    public long Books
    {
        get { lock (_lock) return _books; }
    }

    /// <summary>On the writer's thread: nothing has been written to the books since.</summary>
    public bool IsStill(long taken)
    {
        lock (_lock) return taken >= _books;
    }

    public void Say(Written written)
    {
        lock (_lock)
        {
            if (written.IsOfBooks) _books++;
        }

        Found?.Invoke(written);
    }

    /// <summary>The books are in force as they were when so much had been written.</summary>
    public void Take(long books)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            _taken = Math.Max(_taken, books);
            (moved, _moved) = (_moved, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        moved.SetResult();
    }

    /// <summary>Completes when the books are in force as they are written now.</summary>
    /// <exception cref="JournalUnavailableException">They cannot be read.</exception>
    public async Task CaughtUpAsync(CancellationToken ct)
    {
        var books = Books;
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (_taken >= books) return;
                moved = _moved.Task;
            }

            try
            {
                await moved.WaitAsync(TakenWithin, ct);
            }
            catch (TimeoutException e)
            {
                throw new JournalUnavailableException(e);
            }
        }
    }
}
