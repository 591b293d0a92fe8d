using ApprovalConsole.Domain.Budgets;

namespace ApprovalConsole.Domain.Runs;

/// <summary>The cap that a run hit.</summary>
public enum HaltReason
{
    IterationCap,
    CallCap,
    CostCap,
    NoProgress,
    WallClock,
    Budget,
    StoppedByPerson,

    /// <summary>The console could not show that its gate holds: nothing irreversible is sent.</summary>
    GateUnproven,

    /// <summary>The settings name its agent, or one above it, no more: nothing of it begins until they do again.</summary>
    AgentGone,
}

/// <summary>A cap with its numbers, so that nobody has to guess what a grant must add.</summary>
/// <param name="Message">One sentence with used and allowed.</param>
public sealed record Halt(HaltReason Reason, string Message)
{
    /// <summary>With <see cref="HaltReason.Budget"/>: which, and its numbers.</summary>
    public BudgetShortage? Budget { get; init; }
}
