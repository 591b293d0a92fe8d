using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Versions;

/// <summary>Who laid down what and when, how it differs, and the way back to it.</summary>
public sealed partial class HistoryPanel : ComponentBase
{
    [Parameter, EditorRequired]
    public required HistoryView View { get; set; }

    /// <summary>There is an edit that would be lost.</summary>
    [Parameter]
    public bool IsChanged { get; set; }

    /// <summary>Not set for who may not.</summary>
    [Parameter]
    public EventCallback<VersionLine> OnRestore { get; set; }
}
