using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Conversations;
using ApprovalConsole.Domain.Delegation;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Agents;

/// <summary>The tools that a run may see, by the name its model knows them by: those of its agent, as far as every agent above it has them too.</summary>
internal sealed class AgentTools(AgentCatalog agents, ToolCatalog catalog)
{
    private readonly ConcurrentDictionary<(string Of, int Revision), Tool> _delegate = [];
    private readonly ConditionalWeakTable<Choice, Tool> _decide = [];

    public IReadOnlyList<(string Name, Tool Tool)> Of(Run run) => run switch
    {
        { Pipeline: { } pipeline } => Of(pipeline),
        { Kind: RunKind.External } => OfExternal(run.Agent),
        { Kind: RunKind.Undo } when agents.FindExternal(run.Agent) is not null => OfExternal(run.Agent),
        { Kind: RunKind.Undo } when agents.Find(run.Agent) is null && agents.Pipelines.Contains(run.Agent) => [.. ById(run.Calls.Values.Select(c => c.Name))], // what takes a pipeline's calls back was planned call by call
        _ => Of(run.Agent, [.. run.Agents], run.Depth, run.Choice, run is { TakesMessages: true, Conversation.MayAsk: true }),
    };

    /// <summary>What a run of its own would see that began now.</summary>
    public IReadOnlyList<(string Name, Tool Tool)> OfNew(string agent) => Of(agent, [agent], depth: 0, choice: null, mayAsk: agents.Find(agent)?.Settings.Conversation.AsksUser is true);

    private IReadOnlyList<(string Name, Tool Tool)> Of(string agent, string[] chain, int depth, Choice? choice, bool mayAsk) => Of(agents.Revision, agent, chain, depth, choice, mayAsk);

    /// <param name="revision">Read before the agents are: what is kept under it may be newer, and is never older.</param>
    private IReadOnlyList<(string Name, Tool Tool)> Of(int revision, string agent, string[] chain, int depth, Choice? choice, bool mayAsk) => agents.Find(agent) switch
    {
        { } known => ToolNames.For([.. catalog.All.Where(t => t.IsOffered && chain.All(a => Has(a, t.Id))), .. DelegateOf(known, depth, revision), .. mayAsk ? new[] { AskUserTool.Tool } : [], .. choice is null ? DoneOf(known) : [_decide.GetValue(choice, DecideTool.For)]]),
        null when agent == CanarySource.Agent && catalog.FindAny(CanarySource.ToolId) is { } tool => [(CanarySource.ToolName, tool)],
        null => [],
    };

    /// <summary>An agent that runs elsewhere names tools by their whole ids. Where the settings name it no more, it has none.</summary>
    public IReadOnlyList<(string Name, Tool Tool)> OfExternal(string agent) => agents.FindExternal(agent) is { } known
        ? [.. catalog.All.Where(t => t.IsOffered && known.Settings.Tools.Any(p => ToolNames.Matches(p, t.Id))).OrderBy(t => t.Id, StringComparer.Ordinal).Select(t => (t.Id, t))] : [];

    /// <summary>A pipeline calls what it names, by its whole id; and what takes that back.</summary>
    private IReadOnlyList<(string Name, Tool Tool)> Of(Pipeline pipeline) =>
    [
        .. ById(pipeline.Tools.Concat(pipeline.Tools.Select(t => catalog.Find(t)?.Policy.Undo?.Tool).OfType<string>())),
        (DelegateTool.Id, _delegate.GetOrAdd(($"|{pipeline.Hash}", 0), _ => DelegateTool.For([.. pipeline.Agents.Select(name => (name, ""))]))), // no agent's name begins like this
        (ChooseTool.Id, ChooseTool.Tool),
    ];

    private IEnumerable<(string Name, Tool Tool)> ById(IEnumerable<string> ids) => ids.Distinct(StringComparer.Ordinal).Select(catalog.Find).OfType<Tool>().Where(t => t.IsOffered).Select(t => (t.Id, t));

    /// <summary>A pipeline keeps nothing from the agents that it asks: it was written to ask them.</summary>
    private bool Has(string agent, string toolId) => agents.Find(agent) is { } known ? known.Settings.Tools.Any(p => ToolNames.Matches(p, toolId)) : agents.Pipelines.Contains(agent);

    private static Tool[] DoneOf(Agent agent) => agent.Settings.AnswerApart ? [DoneTool.Tool] : [];

    private Tool[] DelegateOf(Agent agent, int depth, int revision) => agent.Settings.DelegatesTo.Count == 0 || depth >= Share.MostDepth
        ? []
        : [_delegate.GetOrAdd((agent.Name, revision), _ => DelegateTool.For([.. agent.Settings.DelegatesTo.Select(name => (name, agents.Find(name)!.Settings.Description))]))];
}
