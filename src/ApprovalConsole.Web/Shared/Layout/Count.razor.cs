using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Layout;

/// <summary>How many wait behind a link.</summary>
public sealed partial class Count : ComponentBase
{
    [Parameter, EditorRequired]
    public int Value { get; set; }

    /// <summary>What is counted, for those who hear it.</summary>
    [Parameter, EditorRequired]
    public string Of { get; set; } = "";
}
