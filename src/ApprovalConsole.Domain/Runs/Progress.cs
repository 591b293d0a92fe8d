using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Whether the run gets anywhere. A step makes progress when it adds a result not seen before, a write that succeeded, or a
/// person's word; model text never counts.</summary>
/// <param name="Seen">Fingerprints of the results so far.</param>
/// <param name="StepMoved">The open step has made progress.</param>
/// <param name="StepsWithout">Steps in a row without progress, up to the last that closed.</param>
public sealed record Progress(ImmutableHashSet<string> Seen, bool StepMoved, int StepsWithout)
{
    public static readonly Progress None = new([], false, 0);

    public Progress Moved() => this with { StepMoved = true };

    /// <summary>A tool's result, whatever its arguments were.</summary>
    /// <param name="at">When it came.</param>
    public Progress Saw(string result, DateTimeOffset at)
    {
        var fingerprint = ResultPrint.Of(result, at);
        return Seen.Contains(fingerprint) ? this : this with { Seen = Seen.Add(fingerprint), StepMoved = true };
    }

    public Progress StepClosed() => this with { StepMoved = false, StepsWithout = StepMoved ? 0 : StepsWithout + 1 };

    /// <summary>The principal said something.</summary>
    /// <param name="inStep">A step is open, and has moved by it.</param>
    public Progress Heard(bool inStep) => this with { StepsWithout = 0, StepMoved = StepMoved || inStep };

    public Progress Granted() => this with { StepsWithout = 0 };
}
