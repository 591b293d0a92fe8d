using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>What is written down where a result cannot be: the run must not wait for ever for what has long come back.</summary>
internal static class Unwritten
{
    /// <returns>Null where there is nothing less that could be said.</returns>
    public static RunCommand? InsteadOf(RunCommand result) => result switch
    {
        RunCommand.RecordToolOutcome { Outcome: not ToolOutcome.Unknown } c => c with { Outcome = new ToolOutcome.Unknown("The answer came and could not be written down.") },
        RunCommand.RecordModelReply c => new RunCommand.RecordModelFailure(
            c.Step, c.Attempt, "modelUnreadable", "The reply came and could not be written down.", MayRetry: false, WasSent: true, TimeSpan.Zero, c.ActiveMs, c.At),
        _ => null,
    };
}
