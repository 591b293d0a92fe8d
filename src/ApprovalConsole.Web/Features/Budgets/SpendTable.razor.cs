using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Budgets;

/// <summary>What the month's model calls came to: tokens by kind, and money.</summary>
public sealed partial class SpendTable : ComponentBase
{
    [Parameter, EditorRequired]
    public string Month { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<SpendView> Rows { get; set; } = [];
}
