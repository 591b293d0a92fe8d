using System.Threading.Channels;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>Appends that wait for the writer, in the order they came. It holds so many and no more, by number and by what they weigh: while the disk is slow, whoever comes after that hears at once that it is, and nothing of
/// theirs is kept in memory.</summary>
internal sealed class AppendQueue
{
    /// <summary>Appends: sixteen of the writer's largest commits.</summary>
    public const int Most = 4096;

    /// <summary>Letters in their events and texts.</summary>
    public const long MostLetters = 64 * 1024 * 1024;

    private readonly Channel<WaitingAppend> _waiting = Channel.CreateUnbounded<WaitingAppend>(new() { SingleReader = true });
    private long _letters;
    private int _count;

    public bool IsFull => Volatile.Read(ref _count) >= Most || Interlocked.Read(ref _letters) >= MostLetters;

    /// <returns>False where there is no room, or the writer has ended.</returns>
    public bool TryAdd(WaitingAppend waiting)
    {
        var (letters, count) = (Interlocked.Add(ref _letters, waiting.Letters), Interlocked.Increment(ref _count));
        if (count <= Most && (letters <= MostLetters || count == 1) && _waiting.Writer.TryWrite(waiting)) return true;
        Left(waiting);
        return false;
    }

    /// <summary>Blocks until something waits.</summary>
    /// <returns>False once nothing more will come.</returns>
    public bool WaitForWork() => _waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>What waits now, as much as fits into one commit; nothing of what was in the batch before.</summary>
    public void TakeInto(List<WaitingAppend> batch, int most)
    {
        batch.Clear();
        while (batch.Count < most && _waiting.Reader.TryRead(out var waiting))
        {
            Left(waiting);
            batch.Add(waiting);
        }
    }

    public void End() => _waiting.Writer.TryComplete();

    private void Left(WaitingAppend waiting)
    {
        Interlocked.Add(ref _letters, -waiting.Letters);
        Interlocked.Decrement(ref _count);
    }
}

/// <summary>An append, and who waits for it.</summary>
internal sealed record WaitingAppend(Append Append)
{
    public TaskCompletionSource<Appended> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Letters { get; } = Append.Events.Sum(e => (long)e.Size) + Append.Rows.Sum(r => r.Values.Sum(v => (long)((v as string)?.Length ?? 0)));
}
