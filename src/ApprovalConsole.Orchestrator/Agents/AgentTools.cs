using System.Collections.Concurrent;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Agents;

/// <summary>The tools that a run may see, by the name its model knows them by: those of its agent, as far as every agent above it has them too.</summary>
internal sealed class AgentTools(AgentCatalog agents, ToolCatalog catalog)
{
    private readonly ConcurrentDictionary<string, Tool> _delegate = new(StringComparer.Ordinal);

    public IReadOnlyList<(string Name, Tool Tool)> Of(Run run) => Of(run.Agent, [.. run.Agents], run.Depth);

    private IReadOnlyList<(string Name, Tool Tool)> Of(string agent, string[] chain, int depth) => agents.Find(agent) switch
    {
        { } known => ToolNames.For([.. catalog.All.Where(t => t.IsOffered && chain.All(a => Has(a, t.Id))), .. DelegateOf(known, depth), .. DoneOf(known)]),
        null when agent == CanarySource.Agent && catalog.FindAny(CanarySource.ToolId) is { } tool => [(CanarySource.ToolName, tool)],
        null => [],
    };

    private bool Has(string agent, string toolId) => agents.Find(agent) is { } known && known.Settings.Tools.Any(p => ToolNames.Matches(p, toolId));

    private static Tool[] DoneOf(Agent agent) => agent.Settings.AnswerApart ? [DoneTool.Tool] : [];

    private Tool[] DelegateOf(Agent agent, int depth) => agent.Settings.DelegatesTo.Count == 0 || depth >= Share.MostDepth
        ? []
        : [_delegate.GetOrAdd(agent.Name, _ => DelegateTool.For([.. agent.Settings.DelegatesTo.Select(name => (name, agents.Find(name)!.Settings.Description))]))];
}
