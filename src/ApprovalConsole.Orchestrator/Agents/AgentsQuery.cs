using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Models;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Agents;

/// <summary>The agents and models as they hold now: asked of what runs ask, so that it cannot say otherwise.</summary>
public sealed class AgentsQuery
{
    /// <summary>What models are asked for: <see cref="Purpose.Summarize"/> never is.</summary>
    public static readonly ImmutableArray<Purpose> Asked = [.. Enum.GetValues<Purpose>().Where(p => p is not Purpose.Summarize)];

    private readonly AgentCatalog _agents;
    private readonly AgentTools _tools;
    private readonly ToolCatalog _catalog;
    private readonly ModelRoutes _models;

    internal AgentsQuery(AgentCatalog agents, AgentTools tools, ToolCatalog catalog, ModelRoutes models) => (_agents, _tools, _catalog, _models) = (agents, tools, catalog, models);

    /// <summary>Those that run here, then those that run elsewhere, each in the order of the settings.</summary>
    public IReadOnlyList<AgentView> All() => [.. _agents.All.Concat(_agents.External).Select(View)];

    /// <summary>In the order of the settings.</summary>
    public IReadOnlyList<ModelView> Models() => [.. _models.All.Select(m => new ModelView(m.Name, m.Model, m.Host, m.Price, m.MaxOutputTokens, m.ContextTokens, m.Silence))];

    private AgentView View(Agent agent)
    {
        var seen = (agent.External is null ? _tools.OfNew(agent.Name) : _tools.OfExternal(agent.Name)).Select(t => t.Tool.Id).ToHashSet(StringComparer.Ordinal);
        Tool[] all = [.. _catalog.All];
        return new(
            agent,
            [.. all.Where(t => agent.Settings.Tools.Any(p => ToolNames.Matches(p, t.Id))).OrderBy(t => t.Id, StringComparer.Ordinal).Select(t => new AgentToolView(t.Id, t.Policy.Reversibility, seen.Contains(t.Id), t.StatusReason))],
            [.. agent.Settings.Tools.Where(p => !all.Any(t => ToolNames.Matches(p, t.Id)))],
            agent.External is null ? [.. Asked.Select(p => new PurposeRoute(p, _models.For(agent.Name, p)))] : []);
    }
}
