using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>One argument in the form, with what it was.</summary>
public sealed partial class EditFieldRow : ComponentBase
{
    private const int LongLine = 70;

    [Parameter, EditorRequired]
    public required EditField Field { get; set; }

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    [Parameter]
    public bool IsChanged { get; set; }

    [Parameter]
    public string? Fault { get; set; }

    [Parameter]
    public EventCallback<string> OnText { get; set; }

    private string Id => $"edit-{Field.Name}";

    private string Described => $"{Id}-fault";

    private string? Invalid => Fault is null ? null : "true";

    private int Rows => Math.Clamp(Math.Max(Text.Count(c => c is '\n') + 1, Text.Length / LongLine + 1), 1, 10);

    private Task Tick(ChangeEventArgs e) => OnText.InvokeAsync(e.Value is true ? "true" : "false");

    private Task Say(ChangeEventArgs e) => OnText.InvokeAsync((string?)e.Value ?? "");
}
