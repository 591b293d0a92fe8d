namespace ApprovalConsole.Domain.Runs;

/// <summary>What a run is doing; derived, never stored as truth.</summary>
public enum RunStatus
{
    Running,
    AwaitingDecision,
    AwaitingInput,
    OutcomeUnknown,
    Halted,
    Completed,

    /// <summary>Ended in a way that no grant could help.</summary>
    Failed,
    Cancelled,
}
