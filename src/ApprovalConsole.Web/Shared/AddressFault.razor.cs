using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared;

/// <summary>Says that a part of the address means nothing here, and what is shown in its place.</summary>
public sealed partial class AddressFault : ComponentBase
{
    /// <summary>The part as it stands there; null where nothing is wrong.</summary>
    [Parameter, EditorRequired]
    public string? Text { get; set; }

    /// <summary>What it is not, and what is shown: they follow the text.</summary>
    [Parameter, EditorRequired]
    public required string Words { get; set; }
}
