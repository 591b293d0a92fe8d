using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>What a model is writing now. Pieces of it may be missing; the journaled step replaces it.</summary>
public sealed partial class LiveText : ComponentBase
{
    [Parameter, EditorRequired]
    public required LiveModel Model { get; set; }

    [Parameter]
    public string Text { get; set; } = "";
}
