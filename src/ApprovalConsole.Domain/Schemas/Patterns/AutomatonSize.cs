namespace ApprovalConsole.Domain.Schemas.Patterns;

/// <summary>Estimates while reading how large a pattern is once its counted repetitions are written out.</summary>
internal sealed class AutomatonSize
{
    private readonly Stack<long> _closed = new();
    private long _sum;
    private long _last;

    internal long Total => _sum + _last;

    internal void Atom(long size) => (_sum, _last) = (_sum + _last, size);

    // Saturates: past the largest interesting size only "too large" matters.
    internal void Repeat(int times) => _last = Math.Min(_last * Math.Max(times, 1), int.MaxValue);

    internal void Open()
    {
        Atom(0);
        _closed.Push(_sum);
        (_sum, _last) = (0, 0);
    }

    internal void Close()
    {
        var inside = Total;
        (_sum, _last) = (_closed.Pop(), inside);
    }
}
