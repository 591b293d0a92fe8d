using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>The word on arguments that a reviewer is still writing.</summary>
/// <param name="Reversibility">The call's class with these arguments; null where they cannot be read.</param>
/// <param name="ApprovalsNeeded">People that these arguments need.</param>
/// <param name="MayGo">All three layers pass, and the class is not forbidden.</param>
/// <param name="IsWithinAuthority">False where the arguments lie outside of what this reviewer may approve.</param>
public sealed record EditCheck(ValidationView Validation, Reversibility? Reversibility, int ApprovalsNeeded, bool MayGo, bool IsWithinAuthority)
{
    /// <summary>An equal call of another run whose outcome nobody knows; null where there is none.</summary>
    public string? UnknownLike { get; init; }

    /// <summary>What was looked up for these arguments, as the sentence names it.</summary>
    public IReadOnlyList<FactView> Facts { get; init; } = [];
}
