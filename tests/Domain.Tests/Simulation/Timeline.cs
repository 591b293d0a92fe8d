namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>Virtual time: what is yet to happen, in the order in which it does. Nothing waits for a clock.</summary>
internal sealed class Timeline(DateTimeOffset start)
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, int Order)> _ahead = new();
    private int _order;

    public DateTimeOffset Now { get; private set; } = start;

    public void After(TimeSpan delay, Action happens) => _ahead.Enqueue(happens, (Now + delay, ++_order));

    public void PlayUntil(DateTimeOffset end)
    {
        while (_ahead.TryPeek(out _, out var next) && next.At <= end)
        {
            Now = next.At;
            _ahead.Dequeue()();
        }

        Now = end;
    }
}
