using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>A place of what is written as text.</summary>
public sealed partial class DraftInput : DraftField
{
    [Parameter]
    public Spelled How { get; set; } = Spelled.Text;

    /// <summary>Id of a list of suggestions; null where there are none.</summary>
    [Parameter]
    public string? Choices { get; set; }

    /// <summary>What holds where nothing stands here.</summary>
    [Parameter]
    public string? Placeholder { get; set; }

    private string Text => Edit.Draft.TextAt(Place, How);

    private int Rows => Math.Clamp(Text.Count(c => c is '\n') + 1, 2, 14);

    private Task SayAsync(ChangeEventArgs e) => Edit.TypeAsync(Place, How, ((string?)e.Value ?? "").ReplaceLineEndings("\n"));
}
