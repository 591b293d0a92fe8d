using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>How the run goes on where an effect cannot even be prepared: a fault of ours, which the next time would be the same. It never stands still, and nothing is sent.</summary>
internal static class Hopeless
{
    private static readonly Finding Finding = new(Layer.Semantic, "", "couldNotCheck", "The call could not be checked.");

    /// <summary>The gate's word on a call that it fails to check.</summary>
    public static Verdict Unchecked(Payload arguments) => new(arguments, "", Validation.FailedSchema(Finding), null);

    public static RunCommand InsteadOf(Run run, Effect effect, Owner node, DateTimeOffset now) => effect switch
    {
        Effect.ValidateCall { CallId: var id } => new RunCommand.RecordVerdict(id, Unchecked(run.Calls[id].Asked), now),
        Effect.CallTool { CallId: var id } => new RunCommand.BeginToolCall(id, Unchecked(run.Calls[id].Asked), DecisionIsGenuine: true, node, now),
        Effect.AskProbe { CallId: var id } => new RunCommand.RecordProbe(id, run.Calls[id].ExecutionId, ProbeReading.CouldNotCheck("the probe cannot be prepared"), now),
        _ => new RunCommand.GiveUp(now),
    };
}
