using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Insights;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Insights;

/// <summary>Counts and times in words.</summary>
public static class InsightWords
{
    private static readonly string[] ClassNames = ["under 2 s", "2 to 10 s", "10 to 60 s", "1 to 10 min", "10 to 60 min", "1 to 24 h", "over a day"];

    /// <returns>No figure where it was not counted yet.</returns>
    public static IEnumerable<(string Name, string? Figure, string More)> Figures(InsightsView view) =>
    [
        Figure(view, "Runs that ended", InsightsParts.Ends, () => Amounts.Whole(view.Ended), () => view.Ended == 0 ? "" : $"{Percent(view.Completed, view.Ended)} completed"),
        Figure(view, "Needed a person", InsightsParts.Tools | InsightsParts.Asked, () => Percent(view.Asked.Asked, view.Asked.Calls), () => $"{Amounts.Whole(view.Asked.Asked)} of {Amounts.Whole(view.Asked.Calls)} calls that passed the checks"),
        Figure(view, "Refused by the gate", InsightsParts.Tools, () => Amounts.Whole(view.Refused), () => "nobody was asked"),
        Figure(view, "Time to decide", InsightsParts.Times, () => view.Times.Median is { } median ? Wait(median) : "–", () => view.Times.Slow is { } slow ? $"one in ten over {Wait(slow)}" : ""),
        Figure(view, "Models, a run", InsightsParts.Ends, () => view.CostOfARun is { } cost ? Amounts.Usd(cost) : "–", () => $"{Amounts.Usd(view.CostUsd)} for {Amounts.Whole(view.Runs)} {(view.Runs == 1 ? "run" : "runs")}"),
        Figure(view, "People, a run", InsightsParts.Ends | InsightsParts.People, () => view.PeopleOfARun is { } time ? Brief(time) : "–", () => PeopleWords(view.People)),
    ];

    private static (string Name, string? Figure, string More) Figure(InsightsView view, string name, InsightsParts needed, Func<string> figure, Func<string> more) => view.Has(needed) ? (name, figure(), more()) : (name, null, "");

    /// <summary>How far it is counted; empty when all is.</summary>
    public static string Progress(InsightsView view) => view.Has(InsightsParts.All) ? "" :
        $"Counting: {int.PopCount((int)view.Parts)} of {int.PopCount((int)InsightsParts.All)} parts are there.";

    private static string PeopleWords(PeopleTime people) => people switch
    {
        { Answers: 0 } => "nobody answered anything",
        { Known: 0 } => $"not known of any of {Amounts.Whole(people.Answers)} answers",
        _ => $"their time at {Amounts.Whole(people.Known)} of {Amounts.Whole(people.Answers)} answers",
    };

    private static string Brief(TimeSpan time) => time is { TotalSeconds: > 0 and < 0.1 } ? "under 0.1 s" : Wait(time);

    public static string WhatIsTimed { get; } =
        $"People’s time counts from the moment a page had painted a proposal until it was answered, at most {Wait(PeopleTime.MostOfOne)} each. Answers of programs, and those from before it was written down, are not timed.";

    public static string Share(AgentPath path) => $"{Percent(path.Taken, path.Runs)}: {Amounts.Whole(path.Taken)} of {Amounts.Whole(path.Runs)} runs";

    /// <summary>The same tool several times in a row is one word.</summary>
    public static IReadOnlyList<string> Steps(AgentPath path)
    {
        var steps = new List<(string Tool, int Times)>();
        foreach (var tool in path.Steps)
            if (steps is [.., var (last, times)] && last == tool) steps[^1] = (tool, times + 1);
            else steps.Add((tool, 1));
        return [.. steps.Select(s => s.Times == 1 ? s.Tool : $"{s.Tool} ×{s.Times}")];
    }

    public static IReadOnlyList<Bar> Caught(InsightsView view) => Bar.Of(view.Caught.Select(c => (c.Name switch
    {
        "Schema" => "schema: not what the tool takes",
        "Semantic" => "values: not plausible",
        "Authorization" => "authorization: not theirs to do",
        var other => other,
    }, c.Count)));

    public static IReadOnlyList<Bar> Halts(InsightsView view) => Bar.Of(view.Halts.Select(h => (h.Name switch
    {
        nameof(HaltReason.IterationCap) => "steps used up",
        nameof(HaltReason.CallCap) => "calls used up",
        nameof(HaltReason.CostCap) => "its money used up",
        nameof(HaltReason.NoProgress) => "no progress",
        nameof(HaltReason.WallClock) => "time used up",
        nameof(HaltReason.Budget) => "a budget beyond the run",
        nameof(HaltReason.StoppedByPerson) => "stopped by a person",
        nameof(HaltReason.GateUnproven) => "the gate had not shown that it holds",
        nameof(HaltReason.AgentGone) => "its agent or pipeline is gone",
        var other => other,
    }, h.Count)));

    public static IReadOnlyList<Bar> Classes(DecisionTimes times) => Bar.Of(ClassNames.Zip(times.Counts, (name, count) => (name, count)), keepsEmpty: true);

    public static string Times(DecisionTimes times) =>
        times.Decided == 0 ? "From a proposal to the first answer." : $"From a proposal to the first answer, nights and weekends included. {Amounts.Whole(times.Decided)} were decided.";

    public static string Wait(TimeSpan wait) => wait switch
    {
        { TotalSeconds: < 60 } => $"{Amounts.Seconds(wait.TotalSeconds)} s",
        { TotalMinutes: < 60 } => $"{Amounts.Seconds(wait.TotalMinutes)} min",
        { TotalHours: < 48 } => $"{Amounts.Seconds(wait.TotalHours)} h",
        _ => $"{Amounts.Seconds(wait.TotalDays)} days",
    };

    /// <summary>Whole percent, but never all or none of it where that is not so.</summary>
    public static string Percent(int part, int all) => part switch
    {
        0 => "0%",
        _ when part == all => "100%",
        _ => $"{Math.Clamp((int)Math.Round(100.0 * part / all), 1, 99)}%",
    };
}
