namespace ApprovalConsole.Domain.Runs;

/// <summary>What tool calls do to a run.</summary>
public static partial class RunEvolution
{
    private static Run Validate(Run run, RunEvent.CallValidated e) => Update(Expect(run, e, e.CallId, CallStatus.Requested, CallStatus.Ready), e.CallId, c => c with
    {
        Status = CallStatus.Ready, Arguments = e.Arguments, ArgumentsHash = e.ArgumentsHash, Terms = e.Terms, Validation = e.Validation, Facts = e.Facts,
    });

    private static Run Send(Run run, RunEvent.CallIntended e) => Update(Expect(run, e, e.CallId, CallStatus.Ready, CallStatus.Approved), e.CallId, c => c with
    {
        Status = CallStatus.Out, Intent = new(e.ExecutionId, e.Owner, e.Deadline, e.At), Sendings = c.Sendings + 1,
    });

    private static Run Succeed(Run run, RunEvent.CallSucceeded e)
    {
        var moved = run.Calls[e.CallId].IsWrite ? run.Progress.Moved() : run.Progress;
        return Settle(run.Spend(e.ActiveMs, e.At) with { Progress = moved.Saw(e.Result.ToString(), e.At) }, e.CallId, CallStatus.Succeeded, e.Result, e.At);
    }

    /// <summary>Where it stood before it was sent: an approval still holds, for the same bytes under the same idempotency key.</summary>
    private static Run Lose(Run run, RunEvent.CallLost e) => Update(Expect(run, e, e.CallId, CallStatus.Out).Spend(e.ActiveMs, e.At), e.CallId, c => c with
    {
        Status = c.ProposalId is { } id && run.Proposals[id].Answered is ProposalStatus.Approved ? CallStatus.Approved : CallStatus.Ready, Intent = null,
    });

    /// <summary>Out; or about to be, in a journal that is not what it was.</summary>
    private static Run MarkUnknown(Run run, RunEvent.CallOutcomeUnknown e) => Update(
        Expect(run, e, e.CallId, CallStatus.Out, CallStatus.Ready, CallStatus.Approved).Spend(e.ActiveMs, e.At), e.CallId, c => c with
        {
            Status = CallStatus.Unknown, UnknownSince = e.At, Answer = e.Why, BlockedBy = null,
            Probing = c.Terms is { Probe: not null, ProbeFinalAfter: var after } ? new(e.At, Probing.Next(e.At, after, e.At)) : null,
        });

    private static Run NoteProbe(Run run, RunEvent.CallProbed e) => Update(Expect(run, e, e.CallId, CallStatus.Unknown), e.CallId, c => c with
    {
        Probing = c.Probing! with { NextAt = e.NextAt, Asked = c.Probing.Asked + 1, Last = e.Finding, Why = e.Why, LastAt = e.At },
    });

    private static Run Contradict(Run run, RunEvent.CallContradicted e) =>
        Update(run, e.CallId, c => c with { Contradictions = c.Contradictions.Add(e.ExecutionId) });

    private static Run SettleOutcome(Run run, RunEvent.CallOutcomeSettled e)
    {
        var ruled = Update(Expect(run, e, e.CallId, CallStatus.Unknown), e.CallId, c => c with { Rulings = c.Rulings.SetItem(c.ExecutionId, e.Outcome), SettledBy = e.Evidence, Probing = null, UnknownSince = null, OutcomeOwner = null })
            with { Progress = run.Progress.Moved() };
        return e.Outcome switch
        {
            SettledOutcome.Happened => Settle(ruled, e.CallId, CallStatus.Succeeded, "null", e.At),
            SettledOutcome.DidNotHappen => Settle(ruled, e.CallId, CallStatus.Failed, e.Evidence is null ? "A person found out that the call did not happen." : "A look-up found out that the call did not happen.", e.At),
            _ => ReadyAgain(ruled, run.Calls[e.CallId].ProposalId, e.CallId),
        };
    }

    /// <summary>The old proposal has had its sending; the call needs another.</summary>
    private static Run ReadyAgain(Run run, string? spent, string callId)
    {
        var proposals = spent is null ? run.Proposals : run.Proposals.SetItem(spent, run.Proposals[spent] with { Answered = ProposalStatus.Failed });
        return Update(run with { Proposals = proposals }, callId, c => c with { Status = CallStatus.Ready, Intent = null, Answer = null });
    }

    private static Run Update(Run run, string callId, Func<ToolCall, ToolCall> change) =>
        run with { Calls = run.Calls.SetItem(callId, change(run.Calls[callId])) };

    private static Run Expect(Run run, RunEvent @event, string callId, params ReadOnlySpan<CallStatus> statuses) => statuses.Contains(run.Calls[callId].Status)
        ? run
        : throw Impossible(@event, $"of call {callId}, which is {run.Calls[callId].Status}");

    private static Run Settle(Run run, string callId, CallStatus status, Payload? answer, DateTimeOffset at) =>
        Settle(run, callId, status, answer, c => c, at);

    /// <summary>The call is over; with the last call of a step the step closes.</summary>
    private static Run Settle(Run run, string callId, CallStatus status, Payload? answer, Func<ToolCall, ToolCall> change, DateTimeOffset at)
    {
        if (run.Calls[callId].IsSettled) throw new InvalidOperationException($"The journal settles call {callId} twice: that cannot have happened.");
        var settled = Update(run, callId, c => change(c) with { Status = status, Answer = answer, Intent = null, BlockedBy = null, Probing = null, SettledAt = at });
        return !run.HasLooseCalls && settled.OpenStep.All(c => c.IsSettled) ? CloseStep(settled) : settled;
    }

    private static Run CloseStep(Run run)
    {
        RouteReason? trouble = run.OpenStep.Any(c => c.Status is CallStatus.Refused) ? RouteReason.InvalidCall : run.Progress.StepMoved ? null : RouteReason.NoProgress;
        return run with { Progress = run.Progress.StepClosed(), Steps = run.Steps.SetItem(run.Steps.Length - 1, run.Steps[^1] with { Trouble = trouble }) };
    }
}
