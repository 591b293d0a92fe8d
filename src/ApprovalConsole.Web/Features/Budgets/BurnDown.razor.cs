using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Budgets;

/// <summary>The chart of what is left, with its numbers beside it for whoever does not see it.</summary>
public sealed partial class BurnDown : ComponentBase
{
    [Parameter, EditorRequired]
    public required BurnDownView View { get; set; }

    private string Legend => View.Ahead.Length > 0 ? "left, and the forecast" : View.IsPaced ? "left, against an even pace" : "left, the last 30 days";
}
