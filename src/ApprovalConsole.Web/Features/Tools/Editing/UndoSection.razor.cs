using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Web.Features.Tools.Words;
using ApprovalConsole.Web.Shared.Editing;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>How a call is taken back.</summary>
public sealed partial class UndoSection : ComponentBase
{
    [CascadingParameter]
    public required Edit Edit { get; set; }

    private static JsonObject NewUndo() => new() { ["tool"] = "", ["arguments"] = new JsonObject() };

    private static JsonObject NewStill() => new() { ["tool"] = "", ["arguments"] = new JsonObject() };
}
