using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Whether the run gets anywhere. A step makes progress when it adds a result not seen before, a write that succeeded, or a
/// person's word; model text never counts.</summary>
/// <param name="Seen">Fingerprints of the results so far.</param>
/// <param name="StepMoved">The open step has made progress.</param>
/// <param name="StepsWithout">Steps in a row without progress, up to the last that closed.</param>
public sealed partial record Progress(ImmutableHashSet<string> Seen, bool StepMoved, int StepsWithout)
{
    public static readonly Progress None = new([], false, 0);

    public Progress Moved() => this with { StepMoved = true };

    /// <summary>A tool's result, whatever its arguments were.</summary>
    public Progress Saw(string result)
    {
        var fingerprint = Fingerprint(result);
        return Seen.Contains(fingerprint) ? this : this with { Seen = Seen.Add(fingerprint), StepMoved = true };
    }

    public Progress StepClosed() => this with { StepMoved = false, StepsWithout = StepMoved ? 0 : StepsWithout + 1 };

    public Progress Granted() => this with { StepsWithout = 0 };

    /// <summary>Hash without instants and UUIDs: a clock in an answer is not news.</summary>
    public static string Fingerprint(string result) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Volatile().Replace(result, "~"))));

    [GeneratedRegex(
        @"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?|[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}",
        RegexOptions.CultureInvariant)]
    private static partial Regex Volatile();
}
