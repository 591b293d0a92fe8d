using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Stops;

/// <summary>What keeps a call from being sent, whoever decided it: a stop that a person pressed, a gate that has not proven itself, a journal that is not what it was, or an agent that the settings name no more. No run is touched: what
/// is held stays due, and how a run stands is derived.</summary>
internal sealed class Halts(StopBook stops, GateProof proof, Breach breach, AgentCatalog agents)
{
    private volatile bool _hasMetGone; // what owes something is looked at by each start, and by whatever moves it after that

    /// <summary>The stops as they are now; what is decided on them is written only while they are still so.</summary>
    public StopList Now => stops.Now;

    /// <summary>Something is held, or may be.</summary>
    public bool AreAny => Torn is not null || !stops.Now.Open.IsEmpty || proof.WhyNot is not null || _hasMetGone;

    /// <summary>Why the effect may not begin; null while it may.</summary>
    public Halt? Of(Run run, Effect effect, StopList seen) => run.Kind is RunKind.Canary ? null : effect switch
    {
        Effect.CallTool { CallId: var id } => OfCall(run.Agents, run.Calls[id].Terms!.Tool, run.Calls[id].Terms!.Reversibility, seen),
        Effect.AskModel or Effect.ValidateCall or Effect.StartChild or Effect.Advance => OfAgents(run.Agents, seen),
        Effect.AskProbe { CallId: var id } => OfAgents(run.Agents, seen) ?? Stopped(seen.OnTool(run.Calls[id].Terms!.Probe!.Tool)) ?? proof.WhyNot,
        _ => null,
    };

    /// <summary>Why nobody may let this call go now; null where they may.</summary>
    public Halt? OfCall(IEnumerable<string> chain, string toolId, Reversibility reversibility) => OfCall(chain, toolId, reversibility, stops.Now);

    /// <summary>Why the console's own reads of a tool do not go out; null while they do.</summary>
    public Halt? OfLookUp(string toolId) => Torn ?? Stopped(stops.Now.OnTool(toolId));

    /// <summary>What holds all that the run owes, so that it stands still; null where it does not.</summary>
    public Halt? Of(Run run)
    {
        if (run.Status is not RunStatus.Running || run.IsOut) return null;
        var held = RunDue.WorkOf(run).Select(e => Of(run, e, stops.Now)).ToList();
        return held.Count > 0 && held.All(h => h is not null) ? held[0] : null;
    }

    /// <summary>The run as it stands while something is held.</summary>
    public RunView Shown(RunView run)
    {
        if (run is not { Status: RunStatus.Running, Due: { Count: > 0 } due }) return run;
        var held = due.Select(d => d.Tool is { } tool ? OfCall(run.Agents, tool, d.Reversibility ?? Reversibility.Critical) : OfAgents([.. run.Agents, .. d.Agents ?? []], stops.Now)).ToList();
        return held.All(h => h is not null)
            ? run with { Status = RunStatus.Halted, HaltReason = held[0]!.Reason, HaltMessage = held[0]!.Message, Doing = $"held: {held[0]!.Message}" }
            : run;
    }

    /// <summary>A stop of an agent holds its runs and all that work for them.</summary>
    private Halt? OfAgents(IEnumerable<string> chain, StopList seen) => Torn ?? chain.Select(agent => Stopped(seen.OnAgent(agent)) ?? Gone(agent)).FirstOrDefault(halt => halt is not null);

    private Halt? Gone(string agent)
    {
        if (agent == CanarySource.Agent || agents.Knows(agent)) return null;
        _hasMetGone = true;
        return new(HaltReason.AgentGone, $"{AgentCatalog.WhyGone(agent)} It goes on once they do; or cancel it.");
    }

    private Halt? OfCall(IEnumerable<string> chain, string toolId, Reversibility reversibility, StopList seen) =>
        OfAgents(chain, seen) ?? Stopped(seen.OnTool(toolId)) ?? (reversibility >= Reversibility.Irreversible ? proof.WhyNot : null);

    private Halt? Torn => breach.WhyNot ?? (stops.IsCut ? new(HaltReason.GateUnproven, "Rows of the stops are gone from the journal; nothing is sent.") : null);

    private static Halt? Stopped(Stop? stop) => stop is null ? null : new(HaltReason.StoppedByPerson, $"{stop.By.Name} stopped {InWords(stop.Scope)}: {stop.Reason}");

    private static string InWords(StopScope scope) => scope switch
    {
        { Tool: { } tool } => $"the tool {tool}",
        { Agent: { } agent } => $"the agent {agent}",
        _ => "everything",
    };
}
