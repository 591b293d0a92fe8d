using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>A place of what is written that is there, or not.</summary>
public sealed partial class DraftFlag : DraftField
{
    /// <summary>What is put there; default <c>true</c>.</summary>
    [Parameter]
    public Func<JsonNode> On { get; set; } = () => JsonValue.Create(true);

    /// <summary>What is wrong within it is shown at the boxes that it opens.</summary>
    protected override string? Fault => Edit.FaultsAt(Place).FirstOrDefault();

    private bool IsOn => Edit.Draft.Read(Place) is { } said && said.GetValueKind() is not JsonValueKind.False;

    private Task SayAsync(ChangeEventArgs e) => Edit.SetAsync(Place, e.Value is true ? On() : null);
}
