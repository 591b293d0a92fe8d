namespace ApprovalConsole.Domain.Runs;

/// <summary>What tool calls do to a run.</summary>
public static partial class RunEvolution
{
    private static Run Validate(Run run, RunEvent.CallValidated e) => Update(run, e.CallId, c => c with
    {
        Status = CallStatus.Ready, Arguments = e.Arguments, ArgumentsHash = e.ArgumentsHash, Terms = e.Terms, Validation = e.Validation, Facts = e.Facts,
    });

    private static Run Send(Run run, RunEvent.CallIntended e) => Update(run, e.CallId, c => c with
    {
        Status = CallStatus.Out, Intent = new(e.ExecutionId, e.Owner, e.Deadline, e.At), Sendings = c.Sendings + 1,
    });

    private static Run Succeed(Run run, RunEvent.CallSucceeded e)
    {
        var moved = run.Calls[e.CallId].IsWrite ? run.Progress.Moved() : run.Progress;
        return Settle(run.Spend(e.ActiveMs) with { Progress = moved.Saw(e.Result.ToString()) }, e.CallId, CallStatus.Succeeded, e.Result, e.At, null);
    }

    private static Run Lose(Run run, RunEvent.CallLost e) =>
        Update(run.Spend(e.ActiveMs), e.CallId, c => c with { Status = CallStatus.Ready, Intent = null });

    private static Run SettleOutcome(Run run, RunEvent.CallOutcomeSettled e)
    {
        var moved = run with { Progress = run.Progress.Moved() };
        return e.Outcome switch
        {
            SettledOutcome.Happened => Settle(moved, e.CallId, CallStatus.Succeeded, "null", e.At, c => c with { RuledOutcome = e.Outcome }),
            SettledOutcome.DidNotHappen => Settle(moved, e.CallId, CallStatus.Failed, "A person found out that the call did not happen.", e.At, c => c with { RuledOutcome = e.Outcome }),
            _ => Update(moved, e.CallId, c => c with { Status = CallStatus.Ready, Intent = null, RuledOutcome = e.Outcome }),
        };
    }

    private static Run Update(Run run, string callId, Func<ToolCall, ToolCall> change) =>
        run with { Calls = run.Calls.SetItem(callId, change(run.Calls[callId])) };

    /// <summary>The call is over; with the last call of a step the step closes.</summary>
    private static Run Settle(Run run, string callId, CallStatus status, Payload? answer, DateTimeOffset at, Func<ToolCall, ToolCall>? change)
    {
        var settled = Update(run, callId, c => (change?.Invoke(c) ?? c) with { Status = status, Answer = answer, Intent = null, SettledAt = at });
        return settled.OpenStep.All(c => c.IsSettled) ? settled with { Progress = settled.Progress.StepClosed() } : settled;
    }
}
