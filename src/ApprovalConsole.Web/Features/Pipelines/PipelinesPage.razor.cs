using ApprovalConsole.Orchestrator.Pipelines;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Pipelines;

/// <summary>Every definition, drawn as it is written.</summary>
public sealed partial class PipelinesPage(PipelinesQuery query) : ComponentBase
{
    private IReadOnlyList<PipelineView> _pipelines = [];

    protected override void OnInitialized() => _pipelines = query.All();
}
