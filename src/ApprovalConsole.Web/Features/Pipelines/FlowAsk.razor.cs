using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Pipelines;

/// <summary>An agent's part, opened in place. It is read when somebody opens it.</summary>
public sealed partial class FlowAsk : ComponentBase
{
    private bool _isOpen;

    [Parameter, EditorRequired]
    public string RunId { get; set; } = "";

    [Parameter]
    public RenderFragment<string>? Part { get; set; }

    private void Toggle() => _isOpen = !_isOpen;
}
