using System.Collections.Immutable;
using ApprovalConsole.Domain.Tools.Sketching;
using ApprovalConsole.Orchestrator.Sketching;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Tools.Sketching;

/// <summary>What could be laid down for a tool, line by line, with reasons and trials, each with a box that an admin ticks.</summary>
public sealed partial class SketchPanel : ComponentBase
{
    [Parameter, EditorRequired]
    public required TriedSketch Sketch { get; set; }

    /// <summary>Ids of the lines that are ticked.</summary>
    [Parameter, EditorRequired]
    public required ImmutableHashSet<string> Ticked { get; set; }

    /// <summary>What the admin has typed, by the line's id.</summary>
    [Parameter]
    public ImmutableDictionary<string, string> Typed { get; set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>It is being tried, or an edit is under way.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public EventCallback<string> OnTick { get; set; }

    [Parameter]
    public EventCallback<(string Id, string Text)> OnType { get; set; }

    [Parameter]
    public EventCallback<string> OnTry { get; set; }

    [Parameter]
    public EventCallback OnTake { get; set; }

    /// <summary>What runs without a user's record can be tried with a value of the admin's own.</summary>
    private static bool TakesValue(TriedLine line) => line.Proposed is { Line: PolicyLine.Check or PolicyLine.Shape, Tries: not null, Needs.IsEmpty: true } && line.Trial is not { IsProven: true };

    private static string Mark(Tried? tried, TrialOutcome wanted) => tried is null || tried.Outcome is TrialOutcome.CouldNotCheck ? "open" : tried.Outcome == wanted ? "right" : "wrong";

    private static string Value(Tried? tried) => tried is null ? "" : $"“{tried.Value}”";

    private static string Also(Trial trial) => trial switch
    {
        { Impossible.Outcome: TrialOutcome.Passes } => "— it does not tell the one from the other",
        { Also: { IsEmpty: false } passed } => $"— {string.Join(", ", passed.Select(p => $"“{p}”"))} passed, which may exist",
        _ => "",
    };
}
