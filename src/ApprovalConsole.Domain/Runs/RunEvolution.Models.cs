using System.Collections.Immutable;
using ApprovalConsole.Domain.Checks;

namespace ApprovalConsole.Domain.Runs;

/// <summary>What model calls do to a run.</summary>
public static partial class RunEvolution
{
    private static Run Ask(Run run, RunEvent.ModelIntended e) => run.Model is not null ? throw Impossible(e, "while a model was at work") : run.PauseOver(e.At) with
    {
        Model = new(e.Step, e.Attempt, e.Purpose, e.Route, e.Model, e.Price, e.InputTokensReserved, e.OutputTokensMax, e.ReservedUsd, e.Owner, e.Deadline, e.At)
        {
            WhyRoute = e.WhyRoute, FallOver = [.. e.FallOver ?? []], Budgets = [.. e.Budgets ?? []],
        },
        RetryAt = null,
    };

    private static Run OpenStep(Run run, RunEvent.ModelReplied e)
    {
        var attempt = run.Model ?? throw Impossible(e, "though no model was asked");
        return run.Spend(e.ActiveMs, e.At) with
        {
            Model = null,
            FailedAttempts = 0,
            FailedOnRoute = 0,
            Usage = run.Usage + e.Usage,
            Steps = run.Steps.Add(new(e.Step, attempt.Purpose, attempt.Route, attempt.Model, e.Text, [.. e.Calls.Select(c => c.CallId)], e.Usage, e.At) { WhyRoute = attempt.WhyRoute }),
            Calls = run.Calls.AddRange(CallsOf(e.Calls, e.Step, e.At)),
        };
    }

    /// <summary>A step that no model wrote.</summary>
    private static Run GiveCalls(Run run, RunEvent.CallsGiven e) => !run.Steps.IsEmpty ? throw Impossible(e, "after the run's first step") : run with
    {
        Steps = [new(1, Purpose.Act, "", "", "", [.. e.Calls.Select(c => c.CallId)], default, e.At)],
        Calls = run.Calls.AddRange(CallsOf(e.Calls, 1, e.At)),
    };

    private static IEnumerable<KeyValuePair<string, ToolCall>> CallsOf(ImmutableArray<RequestedCall> asked, int step, DateTimeOffset at) => asked.Select((c, i) =>
        KeyValuePair.Create(c.CallId, new ToolCall(c.CallId, step, i, c.ProviderCallId, c.Name, c.Arguments, at) { Undoes = c.Undoes, Still = StillRule.Read(c.Still), IsAnswer = c.IsAnswer, Node = c.Node }));

    private static Run FailAttempt(Run run, RunEvent.ModelFailed e) => run.Spend(e.ActiveMs, e.At).HearMeanwhile() with
    {
        Model = null,
        FailedAttempts = run.FailedAttempts + 1,
        FailedOnRoute = e.FallsOverTo is null ? run.FailedOnRoute + 1 : 0,
        ClosedRoutes = e.FallsOverTo is null || run.Model is null ? run.ClosedRoutes : run.ClosedRoutes.SetItem(run.Model.Route, new(e.Code == RunDecider.Overran ? ClosedRoute.ForGood : e.Step, e.At)),
        RetryAt = e.RetryAt,
        PausedFrom = e.RetryAt > e.At ? e.At : null,
        Usage = run.Usage + e.Charged,
    };

    /// <summary>The pause before another attempt is time at work, as far as it was waited for: it may be broken off by a halt, and goes on after a grant. Nothing else can be out meanwhile.</summary>
    private static Run PauseOver(this Run run, DateTimeOffset at)
    {
        if (run.PausedFrom is not { } from) return run;
        var waited = (at < run.RetryAt ? at : run.RetryAt!.Value) - from;
        return run with { PausedFrom = null, Active = run.Active + (waited > TimeSpan.Zero ? waited : TimeSpan.Zero) };
    }
}
