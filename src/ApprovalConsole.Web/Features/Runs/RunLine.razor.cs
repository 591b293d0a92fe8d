using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>A run on the wall.</summary>
public sealed partial class RunLine : ComponentBase
{
    [Parameter, EditorRequired]
    public required RunRow Row { get; set; }
}
