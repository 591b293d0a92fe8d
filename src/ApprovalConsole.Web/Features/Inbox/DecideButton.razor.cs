using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>A button that gives an answer. It carries the answer, so that the browser can keep it and send it again.</summary>
public sealed partial class DecideButton : ComponentBase
{
    /// <summary>Null where there is none to give yet.</summary>
    [Parameter, EditorRequired]
    public CardAnswer? Answer { get; set; }

    [Parameter]
    public bool IsEnabled { get; set; }

    [Parameter]
    public string? Key { get; set; }

    [Parameter]
    public string? Look { get; set; }

    [Parameter]
    public string? DescribedBy { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment? ChildContent { get; set; }

    [Parameter]
    public EventCallback<PressedAnswer> OnPressed { get; set; }

    private Task Press(PressedEventArgs press) => OnPressed.InvokeAsync(new(Answer, press, IsEnabled));
}
