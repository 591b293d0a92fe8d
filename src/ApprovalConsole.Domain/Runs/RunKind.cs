namespace ApprovalConsole.Domain.Runs;

/// <summary>What works on the task.</summary>
public enum RunKind
{
    Agent,
    Pipeline,

    /// <summary>An agent that runs elsewhere and sends its calls through the gate.</summary>
    External,

    /// <summary>Takes back what another run did.</summary>
    Undo,

    /// <summary>Tries the gate. It is kept in memory, and nobody's lists show it.</summary>
    Canary,
}
