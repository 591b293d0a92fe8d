using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>A place of what is written that holds one of a few words.</summary>
public sealed partial class DraftChoice : DraftField
{
    [Parameter, EditorRequired]
    public IReadOnlyList<(string Value, string Words)> Options { get; set; } = [];

    /// <summary>What holds where nothing is said.</summary>
    [Parameter]
    public string Otherwise { get; set; } = "";

    /// <summary>Where choosing changes more than this place.</summary>
    [Parameter]
    public EventCallback<string> OnChosen { get; set; }

    private string Chosen => Edit.Draft.Read(Place)?.ToString() is { } said ? Options.Select(o => o.Value).FirstOrDefault(v => v.Equals(said, StringComparison.OrdinalIgnoreCase)) ?? "" : Otherwise;

    private Task SayAsync(ChangeEventArgs e)
    {
        var chosen = (string?)e.Value ?? "";
        return OnChosen.HasDelegate ? OnChosen.InvokeAsync(chosen) : Edit.SetAsync(Place, chosen);
    }
}
