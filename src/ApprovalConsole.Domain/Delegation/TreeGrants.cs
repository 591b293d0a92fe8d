using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Delegation;

/// <summary>What the grants of a tree have to fit into: it is one budget, whichever of its runs they are given to.</summary>
/// <param name="Elsewhere">What people granted its other runs.</param>
/// <param name="Original">What its first run had to begin with.</param>
public sealed record TreeGrants(Grant Elsewhere, RunLimits Original);
