namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>All that is left to chance, from one seed.</summary>
/// <param name="without">Faults that do not strike: what a failure does not need is left out of its story.</param>
internal sealed class Chance(int seed, IReadOnlySet<Fault> without, Chronicle chronicle)
{
    private readonly Random _dice = new(seed * 7919 + 1);

    /// <summary>Faults have stopped.</summary>
    public bool IsCalm { get; set; }

    public HashSet<Fault> Struck { get; } = [];

    public int Below(int end) => _dice.Next(end);

    public bool OneIn(int n) => _dice.Next(n) == 0;

    public T OneOf<T>(IReadOnlyList<T> list) => list[_dice.Next(list.Count)];

    public TimeSpan Seconds(double from, double to) => TimeSpan.FromMilliseconds(Math.Round(1_000 * (from + _dice.NextDouble() * (to - from))));

    public bool Strikes(Fault fault, int oneIn)
    {
        if (_dice.Next(oneIn) > 0 || IsCalm || without.Contains(fault)) return false;
        Struck.Add(fault);
        chronicle.Tell(() => $"                ! {fault}");
        return true;
    }
}
