using System.Globalization;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>What happened in the world, line by line, for whoever has to understand a failure. Kept only where somebody will read it.</summary>
internal sealed class Chronicle(Timeline time, bool isKept)
{
    private readonly DateTimeOffset _start = time.Now;
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public int Length { get; private set; }

    public void Tell(Func<string> line)
    {
        Length++;
        if (isKept) _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{(time.Now - _start).TotalSeconds,11:0.000} s  {line()}"));
    }
}
