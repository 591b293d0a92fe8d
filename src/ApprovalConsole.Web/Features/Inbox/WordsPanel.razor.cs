using ApprovalConsole.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>An answer in words.</summary>
public sealed partial class WordsPanel : ComponentBase
{
    private ElementReference _input;
    private string _words = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string Hint { get; set; } = "";

    [Parameter, EditorRequired]
    public string Button { get; set; } = "";

    [Parameter]
    public bool IsEnabled { get; set; }

    /// <summary>The answer that the words make.</summary>
    [Parameter, EditorRequired]
    public required Func<string, CardAnswer> Compose { get; set; }

    [Parameter]
    public EventCallback<PressedAnswer> OnPressed { get; set; }

    private CardAnswer? Answer => _words.Trim() is { Length: > 0 } words ? Compose(words) : null;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await _input.TryFocusAsync();
    }
}
