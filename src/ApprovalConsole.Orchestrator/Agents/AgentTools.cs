using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Agents;

/// <summary>The tools that an agent may see, by the name its model knows them by.</summary>
internal sealed class AgentTools(AgentCatalog agents, ToolCatalog catalog)
{
    public IReadOnlyList<(string Name, Tool Tool)> Of(string agent) => agents.Find(agent) switch
    {
        { } known => ToolNames.For(catalog.All.Where(t => t.Status is ToolStatus.Active && known.Settings.Tools.Any(p => ToolNames.Matches(p, t.Id)))),
        null when agent == CanarySource.Agent && catalog.FindAny(CanarySource.ToolId) is { } tool => [(CanarySource.ToolName, tool)],
        null => [],
    };
}
