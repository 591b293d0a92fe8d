using System.Collections.Immutable;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>The wall: what needs somebody first, then the newest.</summary>
/// <param name="Next">Where the list goes on; null at its end.</param>
public sealed record RunsView(ImmutableArray<RunRow> Rows, string? Next)
{
    public static readonly RunsView Empty = new([], null);

    /// <summary>Where its second page begins; null where it has one.</summary>
    public string? Second { get; init; }

    /// <param name="attention">Halted runs and runs with an unknown outcome; they come first, wherever they would stand.</param>
    /// <param name="newest">Pages in order.</param>
    public static RunsView From(IEnumerable<RunView> attention, IReadOnlyList<Page<RunView>> newest)
    {
        var first = attention.OrderByDescending(r => r.Id, StringComparer.Ordinal).ToList();
        return new([.. first.Concat(newest.SelectMany(p => p.Items)).DistinctBy(r => r.Id).Select(RunRow.Of)], newest is [.., var last] ? last.Next : null) { Second = newest is [var one, _, ..] ? one.Next : null };
    }
}

/// <summary>One run in one line.</summary>
/// <param name="Money">Null where the agent runs elsewhere: what its model costs is not known here.</param>
public sealed record RunRow(
    string Id, string For, string Agent, string Doing, RunStatus Status, MeterView Steps, MeterView? Money, MeterView Time, DateTimeOffset StartedAt)
{
    /// <summary>What works on it: <c>agent</c>, <c>pipeline</c>, …</summary>
    public string Kind { get; init; } = "agent";

    /// <summary>A sign before the name, and what it says; empty for an agent of the console's own.</summary>
    public (string Sign, string Words) Sign => Kind.ToLowerInvariant() switch
    {
        "pipeline" => ("◇", "pipeline"),
        "external" => ("↗", "agent that runs elsewhere"),
        _ => ("", ""),
    };

    public bool NeedsSomebody => Status is RunStatus.Halted or RunStatus.OutcomeUnknown;

    public bool IsEnded => Status is RunStatus.Completed or RunStatus.Failed or RunStatus.Cancelled;

    public static RunRow Of(RunView run) => new(
        run.Id, run.OnBehalfOf.Subject, run.Ancestors is [.., var above] ? $"{run.Agent} for {above.Agent}" : run.Agent, run.Doing, run.Status, MeterView.StepsOf(run.Kind, run.Steps, run.Limits),
        run.Kind is "external" ? null : MeterView.Money(run.Usage.CostUsd, run.Limits.CostUsd), MeterView.Time(run.ActiveSeconds, run.Limits.WallClockSeconds, run.AtWorkSince), run.StartedAt) { Kind = run.Kind };
}
