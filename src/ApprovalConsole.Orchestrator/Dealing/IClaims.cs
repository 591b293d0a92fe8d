using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Dealing;

/// <summary>Who has which proposal before them. Nothing of it is journaled: it lapses by itself, and no decision rests on it.</summary>
public interface IClaims
{
    /// <summary>Takes a proposal that nobody has, or shows that one still has it.</summary>
    /// <returns>The claim that stands: theirs, or that of who was first.</returns>
    Task<Claim> TakeAsync(string proposalId, Actor by, CancellationToken ct);

    /// <summary>Lets go what is theirs; of another's nothing is changed.</summary>
    Task ReleaseAsync(string proposalId, Actor by, CancellationToken ct);

    /// <summary>All that stand now.</summary>
    Task<IReadOnlyList<Claim>> StandingAsync(CancellationToken ct);
}
