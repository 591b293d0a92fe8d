using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Tools;

namespace ApprovalConsole.Orchestrator.Pipelines;

/// <summary>The definitions, drawn.</summary>
public sealed class PipelinesQuery
{
    private readonly PipelineCatalog _pipelines;
    private readonly ToolCatalog _tools;
    private readonly AgentCatalog _agents;

    internal PipelinesQuery(PipelineCatalog pipelines, ToolCatalog tools, AgentCatalog agents) => (_pipelines, _tools, _agents) = (pipelines, tools, agents);

    /// <summary>By name.</summary>
    public IReadOnlyList<PipelineView> All() => [.. _pipelines.Names.Select(View)];

    private PipelineView View(string name)
    {
        var pipeline = _pipelines.Find(name)!;
        return new(name, pipeline.Description, pipeline.Hash, _pipelines.FileOf(name), [.. pipeline.Agents], [.. pipeline.Tools], pipeline.Limits, _pipelines.FaultsOf(name, _tools, _agents), FlowView.NodesOf(pipeline));
    }
}
