using ApprovalConsole.Orchestrator.Pipelines;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ApprovalConsole.Web.Api;

/// <summary>Pipelines over HTTP.</summary>
internal static class PipelinesApi
{
    public static void MapPipelines(this IEndpointRouteBuilder api) =>
        api.MapGet("/pipelines", All).WithTags("Pipelines").WithSummary("Every pipeline, node by node, with where it is written and what keeps it from being started");

    private static Ok<Page<PipelineView>> All(PipelinesQuery pipelines) => TypedResults.Ok(new Page<PipelineView>(pipelines.All(), null));
}
