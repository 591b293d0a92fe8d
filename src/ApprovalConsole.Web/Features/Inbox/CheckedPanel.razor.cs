using ApprovalConsole.Orchestrator.Projections;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>The three layers and what each found.</summary>
public sealed partial class CheckedPanel : ComponentBase
{
    [Parameter, EditorRequired]
    public required ValidationView Validation { get; set; }

    private (string Name, LayerView Layer)[] Layers =>
        [("Shape", Validation.Schema), ("Values", Validation.Semantic), ("Whether the principal may", Validation.Authorization)];

    private static string Word(string verdict) => verdict switch
    {
        "passed" => "passed",
        "failed" => "fails",
        "noRules" => "no rules, so nothing was checked",
        "couldNotCheck" => "could not be checked",
        _ => verdict,
    };
}
