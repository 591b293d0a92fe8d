using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>A box of the form: reads and writes one place of what is written, and shows what is wrong there.</summary>
public abstract class DraftField : ComponentBase
{
    [CascadingParameter]
    public required Edit Edit { get; set; }

    /// <summary>As in <c>checks:0:argument</c>.</summary>
    [Parameter, EditorRequired]
    public string Place { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string? Hint { get; set; }

    protected string Id => $"at-{Place.Replace(':', '-')}";

    protected virtual string? Fault => Edit.FaultWithin(Place);

    protected string? Invalid => Fault is null ? null : "true";

    protected string? Described => (Fault, Hint) switch
    {
        (not null, not null) => $"{Id}-fault {Id}-hint",
        (not null, _) => $"{Id}-fault",
        (_, not null) => $"{Id}-hint",
        _ => null,
    };
}
