using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Telemetry;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>Puts a requested call through the three layers.</summary>
internal sealed class CallValidation(AgentTools agentTools, RunSpans spans, TimeProvider time) : IPerformer
{
    public Prepared? Prepare(Run run, Effect effect, Knowledge known)
    {
        if (effect is not Effect.ValidateCall { CallId: var id }) return null;
        var (call, tools) = (run.Calls[id], agentTools.Of(run));
        var context = CallContexts.Of(run, call, time.GetUtcNow());
        Assessment Assess(Knowledge k) => call.IsAnswer ? AnswerGate.Assess(run, call, call.Asked.ToString(), context) : call.IsQuestion ? ChooseTool.Assess(call.Asked.ToString(), context) : CallValidator.Assess(call.Name, call.Asked.ToString(), tools, context with { Knowledge = k });
        return Assess(known).Verdict is { } verdict
            ? new(new RunCommand.RecordVerdict(id, verdict, time.GetUtcNow()) { Trace = spans.TraceOf(run.Id) })
            : Prepared.Asking(new($"{id}/validate", run.OnBehalfOf, Assess));
    }
}
