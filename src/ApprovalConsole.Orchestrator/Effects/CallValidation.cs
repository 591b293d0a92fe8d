using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Agents;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>Puts a requested call through the three layers.</summary>
internal sealed class CallValidation(AgentTools agentTools, TimeProvider time) : IPerformer
{
    public Prepared? Prepare(Run run, Effect effect)
    {
        if (effect is not Effect.ValidateCall { CallId: var id }) return null;
        var call = run.Calls[id];
        var verdict = CallValidator.Validate(call.Name, call.Asked.ToString(), agentTools.Of(run.Agent), run.OnBehalfOf);
        return new(new RunCommand.RecordVerdict(id, verdict, time.GetUtcNow()));
    }
}
