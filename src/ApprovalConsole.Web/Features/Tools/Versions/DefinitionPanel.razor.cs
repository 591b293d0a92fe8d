using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Versions;

/// <summary>How a tool is defined, what of it is new, and an admin's word that agents may see it so.</summary>
public sealed partial class DefinitionPanel : ComponentBase
{
    [Parameter, EditorRequired]
    public required DefinitionView View { get; set; }

    [Parameter]
    public bool MayAdmit { get; set; }

    [Parameter]
    public bool IsSending { get; set; }

    /// <summary>Why it was not admitted.</summary>
    [Parameter]
    public string? Refused { get; set; }

    /// <summary>With the hash of the definition that is on the page.</summary>
    [Parameter]
    public EventCallback<string> OnAdmit { get; set; }
}
