namespace ApprovalConsole.Orchestrator.Masking;

/// <summary>How much one person reveals: who needs a value now and then is not kept from it, who goes through all of them is.</summary>
internal sealed class RevealBound(TimeProvider time)
{
    public const int EachHour = 30;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>False where it was one too many; that one does not count.</returns>
    public bool Take(string person)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!_taken.TryGetValue(person, out var taken)) _taken[person] = taken = new();
            while (taken.TryPeek(out var oldest) && now - oldest >= Hour) taken.Dequeue();
            if (taken.Count >= EachHour) return false;
            taken.Enqueue(now);
            return true;
        }
    }
}
