using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>Where a run or a session stops.</summary>
public sealed partial class LimitBoxes : ComponentBase
{
    /// <summary>What they bound.</summary>
    [Parameter, EditorRequired]
    public string Of { get; set; } = "";

    /// <summary>The agent runs here, so its replies are counted too.</summary>
    [Parameter]
    public bool IsHere { get; set; }
}
