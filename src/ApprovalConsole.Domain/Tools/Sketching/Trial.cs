using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Tools.Sketching;

/// <summary>What a line did with a value that is right, and with one that cannot be.</summary>
/// <param name="Good">Null where no value is known to be right.</param>
/// <param name="Impossible">Null where none could be made.</param>
/// <param name="From">Where the good value is from, in words.</param>
public sealed record Trial(Tried? Good, Tried? Impossible, string? From)
{
    /// <summary>Other garbled values that it let pass before one was refused: they may exist.</summary>
    public ImmutableArray<string> Also { get; init; } = [];

    /// <summary>It tells the one from the other. What could not be found out proves nothing.</summary>
    public bool IsProven => Good is { Outcome: TrialOutcome.Passes } && Impossible is { Outcome: TrialOutcome.Refused };

    /// <summary>It does what it must not: it lets an impossible value pass, or refuses a good one.</summary>
    public bool IsDisproven => Good is { Outcome: TrialOutcome.Refused } || Impossible is { Outcome: TrialOutcome.Passes };
}

/// <summary>One value that was tried.</summary>
/// <param name="Value">As people may see it.</param>
/// <param name="Code">Of what was found wrong with it; null where nothing was.</param>
/// <param name="Why">The same in words.</param>
public sealed record Tried(string Value, TrialOutcome Outcome, string? Code = null, string? Why = null);

public enum TrialOutcome
{
    Passes,
    Refused,

    /// <summary>A look-up did not answer. The call would not go, but nothing is shown by that.</summary>
    CouldNotCheck,
}
