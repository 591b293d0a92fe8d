using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>Says where somebody else was faster, and what became of the last step of an edit.</summary>
public sealed partial class OvertakenEdit<T> : ComponentBase where T : class
{
    [Parameter, EditorRequired]
    public required EditUnderWay<T> Edit { get; set; }

    /// <summary>As lines to be compared.</summary>
    [Parameter, EditorRequired]
    public required Func<T, string> Lines { get; set; }

    [Parameter]
    public EventCallback OnDrop { get; set; }

    [Parameter]
    public EventCallback OnKeep { get; set; }
}
