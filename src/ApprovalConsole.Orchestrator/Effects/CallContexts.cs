using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Grounding;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>What a call of a run is validated against, before anything was looked up.</summary>
internal static class CallContexts
{
    public static CallContext Of(Run run, ToolCall call, DateTimeOffset now) => new(run.OnBehalfOf, run.Agent, call.Id, now, Knowledge.None)
    {
        Evidence = new(() => EvidenceMemory.Before(run, call.Step)),
        AlsoChecks = call.Still is { } still ? [still] : [],
    };
}
