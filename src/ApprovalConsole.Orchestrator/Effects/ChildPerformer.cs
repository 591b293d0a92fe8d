using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Settings;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Orchestrator.Effects;

/// <summary>Writes down that a child is to be started. That it is, the gate sees to once it is committed.</summary>
internal sealed class ChildPerformer(AgentCatalog agents, IOptions<ConsoleOptions> options, TimeProvider time) : IPerformer
{
    public Prepared? Prepare(Run run, Effect effect, Knowledge _)
    {
        if (effect is not Effect.StartChild { CallId: var id }) return null;
        var (name, _) = DelegateTool.Read(run.Calls[id].Arguments!.Value);
        var known = agents.Find(name);
        var agent = known?.Settings;
        return new(new RunCommand.BeginChild(id, agent?.Limits, agent is { DelegatesTo.Count: > 0 }, agent?.Answer.Needs ?? AnswerNeeds.Nothing, time.GetUtcNow())
            { MaxTaskBytes = options.Value.MaxInputBytes, AgentPrint = known?.Print });
    }
}
