using System.Text.Json.Nodes;
using ApprovalConsole.Web.Shared.Editing;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Agents.Setups;

/// <summary>A place that holds true or false, in words.</summary>
public sealed partial class YesNo : ComponentBase
{
    [CascadingParameter]
    public required Edit Edit { get; set; }

    [Parameter, EditorRequired]
    public string Place { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>What holds where nothing is said.</summary>
    [Parameter]
    public string Otherwise { get; set; } = "false";

    [Parameter, EditorRequired]
    public string Yes { get; set; } = "";

    [Parameter, EditorRequired]
    public string No { get; set; } = "";

    private Task SayAsync(string chosen) => Edit.SetAsync(Place, JsonValue.Create(chosen == "true"));
}
