using ApprovalConsole.Web.Shared.Editing;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>Of which kind a rule is.</summary>
public sealed partial class KindChoice : ComponentBase
{
    [CascadingParameter]
    public required Edit Edit { get; set; }

    [Parameter, EditorRequired]
    public required DraftRow Row { get; set; }

    [Parameter, EditorRequired]
    public required RuleKinds Kinds { get; set; }

    private string Id => $"kind-{Row.Place.Replace(':', '-')}";

    private string Chosen => Kinds.Of(Row.Node)?.Name ?? "";

    private Task SayAsync(ChangeEventArgs e) => (string?)e.Value is { Length: > 0 } kind ? Edit.SetAsync(Row.Place, Kinds.Changed(Row.Node, kind)) : Task.CompletedTask;
}
