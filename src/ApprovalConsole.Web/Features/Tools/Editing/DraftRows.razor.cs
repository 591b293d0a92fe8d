using System.Text.Json.Nodes;
using ApprovalConsole.Web.Shared.Editing;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>A list of the policy: each item as a sentence, with its boxes under it.</summary>
public sealed partial class DraftRows : ComponentBase
{
    [CascadingParameter]
    public required Edit Edit { get; set; }

    [Parameter, EditorRequired]
    public string Place { get; set; } = "";

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>The word for one item.</summary>
    [Parameter, EditorRequired]
    public string One { get; set; } = "";

    /// <summary>What it means that the list is empty.</summary>
    [Parameter, EditorRequired]
    public string None { get; set; } = "";

    /// <summary>Null where the item cannot be read.</summary>
    [Parameter, EditorRequired]
    public required Func<JsonNode?, string?> Words { get; set; }

    [Parameter, EditorRequired]
    public required Func<JsonNode> NewItem { get; set; }

    /// <summary>The kinds of which each item has one.</summary>
    [Parameter]
    public RuleKinds? Kinds { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment<DraftRow> ChildContent { get; set; }

    private string Id => $"rows-{Place.Replace(':', '-')}";

    private string Add => $"Add {One}";

    private JsonArray Items => Edit.Draft.Items(Place);

    private string[] FaultPlaces(DraftRow row) => Kinds?.Of(row.Node) is { } kind && !kind.Members.IsEmpty ? [row.Place, $"{row.Place}:{kind.Name}"] : [row.Place];
}

/// <summary>One item of a list.</summary>
public sealed record DraftRow(string Place, int Index, JsonNode? Node);
