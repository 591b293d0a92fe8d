using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Masking;

/// <summary>Who looks at a proposal.</summary>
/// <param name="MayDecide">By role and by the door they come through; whether on this proposal is another question.</param>
public sealed record Reader(Actor Actor, bool MayDecide)
{
    /// <summary>Critical calls are not decided through every door.</summary>
    public bool MayDecideCritical { get; init; } = true;

    /// <summary>What they have revealed, and still look at; null: nothing.</summary>
    public Revealed? Revealed { get; init; }
}
