using System.Collections.Immutable;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Pipelines;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>What has changed since something began to wait: its tool, the tool's policy, its agent. It is compared whenever it is shown, by what the console holds in memory, and never written:
/// so it is so after a start as after an edit, a start costs nothing for what waits, and what is changed back is as it was.</summary>
public sealed class SinceThen
{
    private readonly ToolCatalog _catalog;
    private readonly AgentCatalog _agents;

    internal SinceThen(ToolCatalog catalog, AgentCatalog agents) => (_catalog, _agents) = (catalog, agents);

    /// <summary>With what has changed since, where it waits for people or for its call to be sent.</summary>
    internal ProposalView Shown(ProposalView view)
    {
        if (view is { Damaged: true } or { Status: not (ProposalStatus.Pending or ProposalStatus.Approved) } or { DefinitionHash: null } or { PolicyVersion: null }) return view;
        ImmutableArray<DifferenceView> changed = [.. OfTool(view.Tool, view.DefinitionHash!, view.PolicyVersion!.Value), .. OfAgent(view.Agent, view.AgentPrint)];
        return view with { Changed = changed.IsEmpty ? null : changed, CannotGo = WhyNot(view.Tool, [.. (view.Ancestors ?? []).Select(a => a.Agent), view.Agent]) };
    }

    /// <summary>With what has changed of its agent, where it has not ended.</summary>
    internal RunView Shown(RunView view) =>
        view.Damaged || view.EndedAt is not null || OfAgent(view.Agent, view.AgentPrint) is not { IsEmpty: false } changed ? view : view with { Changed = changed };

    /// <summary>What has changed of the run's own agent; empty for one that has ended.</summary>
    public ImmutableArray<DifferenceView> OfAgent(Run run) => run.End is null && run.Kind is not RunKind.Canary ? OfAgent(run.Agent, run.AgentPrint) : [];

    /// <summary>What has changed for each call of the run that waits, by its id, in a few words.</summary>
    public ImmutableDictionary<string, string> OfCalls(Run run) => run.End is not null ? ImmutableDictionary<string, string>.Empty
        : run.Proposals.Values.Where(p => run.StatusOf(p) is ProposalStatus.Pending or ProposalStatus.Approved).Select(p => (p.CallId, Words: InWords(p.Terms, run.Agents)))
            .Where(c => c.Words is not null).ToImmutableDictionary(c => c.CallId, c => c.Words!);

    private string? InWords(CallTerms terms, IEnumerable<string> agents) => WhyNot(terms.Tool, [.. agents]) is { } why ? why
        : OfTool(terms.Tool, terms.DefinitionHash, terms.PolicyVersion) is { IsEmpty: false } changed ? $"since it was proposed, another is {string.Join(" and ", changed.Select(c => c.Source == Policy ? "its policy" : "its tool").Distinct())}" : null;

    private const string Policy = "policy";

    private ImmutableArray<DifferenceView> OfTool(string id, string definitionHash, int policyVersion)
    {
        if (Find(id) is not { } tool) return [];
        return
        [
            .. tool.Definition.Hash == definitionHash ? [] : new[] { new DifferenceView("definition", "/definitionHash", definitionHash, tool.Definition.Hash) },
            .. tool.PolicyVersion == policyVersion ? [] : new[] { new DifferenceView(Policy, "/policyVersion", $"{policyVersion}", $"{tool.PolicyVersion}") },
        ];
    }

    /// <summary>Why nothing of it can be sent, as things are.</summary>
    private string? WhyNot(string toolId, IReadOnlyList<string> agents)
    {
        if (toolId != Canary.CanarySource.ToolId && agents.FirstOrDefault(a => !_agents.Knows(a)) is { } gone) return AgentCatalog.WhyGone(gone);
        return Find(toolId) switch
        {
            null when _catalog.Sources.FirstOrDefault(s => toolId.StartsWith(s.Name + ".", StringComparison.Ordinal)) is { Unreachable: { } away } source => $"The server {source.Name} does not answer: {away}.",
            null => $"There is no tool {toolId} any more.",
            { Status: ToolStatus.Unreachable } => null, // a call tries to reach it
            { IsOffered: false } tool => $"The tool {toolId} cannot be called: {tool.StatusReason ?? tool.Status.ToString()}.",
            { Policy.Reversibility: Reversibility.Forbidden } => $"The policy of {toolId} forbids it.",
            _ => null,
        };
    }

    private Tool? Find(string id) => id == AnswerTool.Tool.Id ? AnswerTool.Tool : id == ChooseTool.Id ? ChooseTool.Tool : _catalog.FindAny(id);

    private ImmutableArray<DifferenceView> OfAgent(string name, string? print) => print is { } was && _agents.FindAny(name) is { } agent
        ? [.. AgentPrint.Between(was, agent.Print).Select(d => new DifferenceView(d.Source, d.Path, d.Was.ToString(), d.Is.ToString()))] : [];
}
