using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Insights;

/// <summary>Counts by name, as bars with their numbers.</summary>
public sealed partial class BarList : ComponentBase
{
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public string Words { get; set; } = "";

    /// <summary>What is said where there are no bars.</summary>
    [Parameter, EditorRequired]
    public string None { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<Bar> Bars { get; set; } = [];
}
