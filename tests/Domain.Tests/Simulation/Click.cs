using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>A person lets something go: an approval, or an edit. What they had before their eyes when they did is the world's to remember, not the console's.</summary>
/// <param name="Bytes">What they said yes to.</param>
internal sealed class Click(string decisionId, Proposal shown, Actor by, DecisionKind kind, string bytes, DateTimeOffset at)
{
    public string DecisionId { get; } = decisionId;

    public string ProposalId { get; } = shown.Id;

    public string CallId { get; } = shown.CallId;

    public Actor By { get; } = by;

    public DecisionKind Kind { get; } = kind;

    public string Bytes { get; } = bytes;

    public DateTimeOffset At { get; } = at;

    /// <summary>Under which definition and policy.</summary>
    public (string DefinitionHash, int PolicyVersion) Terms { get; set; } = (shown.Terms.DefinitionHash, shown.Terms.PolicyVersion);

    /// <summary>Taken back, by the person or by whoever blocked them; null while it counts.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>It has let something go.</summary>
    public bool IsSpent { get; set; }

    public bool IsUnder(Tool tool) => Terms == (tool.Definition.Hash, tool.PolicyVersion);
}
