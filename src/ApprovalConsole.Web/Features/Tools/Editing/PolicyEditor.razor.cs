using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared.Editing;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Editing;

/// <summary>A policy as a form with its JSON beside it, in step: either side can be edited, and what is wrong is said where it is.</summary>
public sealed partial class PolicyEditor : ComponentBase
{
    private Edit _edit = null!;

    [Parameter, EditorRequired]
    public string ToolId { get; set; } = "";

    /// <summary>Of the tool's arguments.</summary>
    [Parameter, EditorRequired]
    public JsonElement Schema { get; set; }

    [Parameter, EditorRequired]
    public required JsonDraft Draft { get; set; }

    [Parameter, EditorRequired]
    public ImmutableArray<DraftFault> Faults { get; set; } = [];

    [Parameter]
    public ToolTab Tab { get; set; }

    /// <summary>It is not what holds.</summary>
    [Parameter]
    public bool IsChanged { get; set; }

    /// <summary>To be suggested in look-ups and undo.</summary>
    [Parameter]
    public IReadOnlyList<ToolView> Tools { get; set; } = [];

    [Parameter]
    public EventCallback<JsonDraft> OnChange { get; set; }

    [Parameter]
    public EventCallback OnReview { get; set; }

    [Parameter]
    public EventCallback OnDrop { get; set; }

    protected override void OnParametersSet() => _edit = new(Draft, Faults, OnChange, Schema);

    private string LinkOf(string key) => ToolTabs.LinkTo(ToolId, ToolTabs.Holding(key));
}
