using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Text;

/// <summary>Somebody else's words: text only, with what hides in them made visible.</summary>
public sealed partial class Shown : ComponentBase
{
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>Also spaces and line breaks that nobody could count: for values that are sent as they are.</summary>
    [Parameter]
    public bool CountsBlanks { get; set; }
}
