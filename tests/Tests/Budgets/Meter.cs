using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Tests.Budgets;

/// <summary>What a provider really did, by its own count: the truth that the console's counters are held against.</summary>
internal sealed class Meter(Price price)
{
    private readonly Lock _lock = new();
    private decimal _usd;
    private int _calls;

    public decimal Usd
    {
        get { lock (_lock) return _usd; }
    }

    public int Calls
    {
        get { lock (_lock) return _calls; }
    }

    public void Add(TokenCount count)
    {
        lock (_lock)
        {
            _usd += price.Of(count.Input, count.CachedInput, count.Output);
            _calls++;
        }
    }
}
