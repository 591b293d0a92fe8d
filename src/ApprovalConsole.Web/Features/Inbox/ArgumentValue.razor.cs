using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>One value: what is shown is what is hashed is what runs.</summary>
public sealed partial class ArgumentValue : ComponentBase
{
    [Parameter, EditorRequired]
    public ArgumentRow Row { get; set; } = new("", "text", "", false, null);

    [Parameter]
    public bool IsOpen { get; set; }

    [Parameter]
    public EventCallback OnOpen { get; set; }
}
