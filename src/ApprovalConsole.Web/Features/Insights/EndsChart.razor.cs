using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Insights;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Insights;

/// <summary>A column for each day, with its numbers in a table for whoever does not see it.</summary>
public sealed partial class EndsChart : ComponentBase
{
    private EndsChartView _view = EndsChartView.Of([]);

    [Parameter, EditorRequired]
    public ImmutableArray<EndsOfDay> Days { get; set; } = [];

    protected override void OnParametersSet() => _view = EndsChartView.Of(Days);
}
