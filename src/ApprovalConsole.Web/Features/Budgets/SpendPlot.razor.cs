using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Budgets;

/// <summary>The chart of what was spent against the limit, and of where it leads by the month's end.</summary>
public sealed partial class SpendPlot : ComponentBase
{
    [Parameter, EditorRequired]
    public required SpendPlotView View { get; set; }
}
