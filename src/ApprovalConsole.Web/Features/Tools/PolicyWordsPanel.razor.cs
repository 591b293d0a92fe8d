using ApprovalConsole.Domain.Tools;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools;

/// <summary>What holds, in words and as JSON, for who may not change it.</summary>
public sealed partial class PolicyWordsPanel : ComponentBase
{
    [Parameter, EditorRequired]
    public required ToolPolicy Policy { get; set; }

    [Parameter, EditorRequired]
    public ToolTab Tab { get; set; }
}
