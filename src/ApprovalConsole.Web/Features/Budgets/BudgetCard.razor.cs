using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Budgets;

/// <summary>One budget: what is gone, what is left, until when it lasts.</summary>
public sealed partial class BudgetCard : ComponentBase
{
    [Parameter, EditorRequired]
    public required BudgetView Budget { get; set; }

    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    /// <summary>Where to go from it.</summary>
    [Parameter]
    public RenderFragment? Ways { get; set; }
}
