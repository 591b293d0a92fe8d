using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Insights;

/// <summary>A part in its place, which says by its shape that it is still being counted.</summary>
public sealed partial class Coming : ComponentBase
{
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public bool IsThere { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
