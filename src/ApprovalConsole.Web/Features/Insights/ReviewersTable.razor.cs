using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Insights;
using Microsoft.AspNetCore.Components;

namespace ApprovalConsole.Web.Features.Insights;

/// <summary>What reviewers answered and how long they looked, ranked by nothing.</summary>
public sealed partial class ReviewersTable : ComponentBase
{
    [Parameter, EditorRequired]
    public ImmutableArray<ReviewerMeasures> Reviewers { get; set; } = [];

    /// <summary>Else it is the reader's own.</summary>
    [Parameter]
    public bool IsOfAll { get; set; }

    private bool HasChecks => Reviewers.Any(r => r.Checks > 0);

    private string Words => (Reviewers, IsOfAll) switch
    {
        ({ IsEmpty: true }, true) => "Nobody answered anything in these days.",
        ({ IsEmpty: true }, false) => "You answered nothing in these days.",
        (_, true) => $"By name: nobody is ranked, and how fast somebody answers says nothing of how well. {Timed}",
        _ => $"For yourself to look at. {Timed}",
    };

    private const string Timed = "Time counts from the painted proposal to the answer, and is known of answers on these pages only.";

    private static string Share(int part, int all) => part == 0 ? "·" : $"{part} ({InsightWords.Percent(part, all)})";
}
