using System.Globalization;
using ApprovalConsole.Orchestrator.Pipelines;
using ApprovalConsole.Web.Shared.Text;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Pipelines;

/// <summary>One definition.</summary>
public sealed partial class PipelineCard : ComponentBase
{
    [Parameter, EditorRequired]
    public required PipelineView Pipeline { get; set; }

    private string LimitWords => string.Create(CultureInfo.InvariantCulture, $"{Pipeline.Limits.Calls} calls, {Pipeline.Limits.Writes} writes, {Pipeline.Limits.Iterations} replies of agents, {Amounts.Usd(Pipeline.Limits.CostUsd)}");
}
