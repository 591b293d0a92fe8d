using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared;

/// <summary>How much of a cap is used up.</summary>
public sealed partial class Meter : ComponentBase
{
    [Parameter, EditorRequired]
    public MeterView View { get; set; } = MeterView.Steps(0, 0);
}
