using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>A form with its JSON beside it, in step: either side can be edited, and what is wrong is said where it is.</summary>
public sealed partial class DraftEditor : ComponentBase
{
    private const int Most = 6;

    [Parameter, EditorRequired]
    public required Edit Edit { get; set; }

    /// <summary>What the form is of.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>It is not what holds.</summary>
    [Parameter]
    public bool IsChanged { get; set; }

    /// <summary>What people call the place of a fault. Default: by its key.</summary>
    [Parameter]
    public Func<string, string> LabelOf { get; set; } = key => key;

    /// <summary>Address of the place of a fault; null where all are on this page.</summary>
    [Parameter]
    public Func<string, string>? LinkOf { get; set; }

    /// <summary>The boxes.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    [Parameter]
    public EventCallback OnReview { get; set; }

    [Parameter]
    public EventCallback OnDrop { get; set; }

    private string Said => (IsChanged, Edit.Faults.Length) switch
    {
        (false, 0) => "Nothing is changed yet.",
        (_, 0) => "",
        (_, 1) => "One thing to put right:",
        (_, var count) => $"{count} things to put right:",
    };
}
