using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Agents;

/// <summary>One agent: what it is told, may call and may use.</summary>
public sealed partial class AgentCard : ComponentBase
{
    [Parameter, EditorRequired]
    public required AgentCardView Agent { get; set; }
}
