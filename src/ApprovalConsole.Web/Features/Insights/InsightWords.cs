using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Insights;
using ApprovalConsole.Web.Shared.Text;

namespace ApprovalConsole.Web.Features.Insights;

/// <summary>Counts and times in words.</summary>
public static class InsightWords
{
    private static readonly string[] ClassNames = ["under 2 s", "2 to 10 s", "10 to 60 s", "1 to 10 min", "10 to 60 min", "1 to 24 h", "over a day"];

    public static IEnumerable<(string Name, string Figure, string More)> Figures(InsightsView view) =>
    [
        ("Runs that ended", Amounts.Whole(view.Ended), view.Ended == 0 ? "" : $"{Percent(view.Completed, view.Ended)} completed"),
        ("Calls that went out", Amounts.Whole(view.Sent), ""),
        ("People were asked", Amounts.Whole(view.Proposed), view.Sent + view.Refused == 0 ? "" : $"of {Amounts.Whole(view.Sent + view.Refused)} calls sent or refused"),
        ("Refused by the gate", Amounts.Whole(view.Refused), "nobody was asked"),
        ("Time to decide", view.Times.Median is { } median ? Wait(median) : "–", view.Times.Slow is { } slow ? $"one in ten over {Wait(slow)}" : ""),
        ("Models cost", Amounts.Usd(view.CostUsd), view.CostOfARun is { } cost ? $"{Amounts.Usd(cost)} for each run that ended" : ""),
    ];

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
        nameof(HaltReason.AgentGone) => "its agent is gone",
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
