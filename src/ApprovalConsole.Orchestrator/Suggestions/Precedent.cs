using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Suggestions;

/// <summary>How one proposal was answered, as far as a rule could follow it.</summary>
/// <param name="Values">The numbers among its arguments, by name; null where they cannot be read any more.</param>
/// <param name="By">Who approved it.</param>
/// <param name="Principal">Whom it was for.</param>
/// <param name="Day">When it was proposed (UTC).</param>
internal sealed record Precedent(PrecedentKind Kind, ImmutableDictionary<string, decimal>? Values, ImmutableArray<Actor> By, string Principal, DateOnly Day);

internal enum PrecedentKind
{
    /// <summary>Approved as it was asked for, by people who had looked at it.</summary>
    Approved,

    /// <summary>Approved, but faster than it can be read, or nobody knows how fast, or by somebody whose word does not count any more.</summary>
    Unproven,

    /// <summary>Somebody wanted it otherwise, took it back, or nobody could say if it happened.</summary>
    Against,
}
