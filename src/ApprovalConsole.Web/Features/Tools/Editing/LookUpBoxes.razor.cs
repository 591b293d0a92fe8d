using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>A read that the console makes itself: which tool, with what, and what of its answer.</summary>
public sealed partial class LookUpBoxes : ComponentBase
{
    [Parameter, EditorRequired]
    public string Place { get; set; } = "";

    /// <summary>Without a path the whole answer counts.</summary>
    [Parameter]
    public bool IsWhole { get; set; }
}
