using ApprovalConsole.Domain.Answers;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Runs started and closed, halts lifted, time passing.</summary>
public static partial class RunDecider
{
    private static Ruling<RunEvent> Start(RunCommand.Start c, Run run)
    {
        var started = new RunEvent.Started(c.RunId, c.Kind, c.ParentRunId, c.Agent, c.OnBehalfOf, c.Input, c.Limits, c.RequestedBy, c.Metadata, c.At)
        {
            AnswerNeeds = c.AnswerNeeds is AnswerNeeds.Nothing ? null : c.AnswerNeeds, Ancestry = c.Ancestry, AgentPrint = c.AgentPrint, Choice = c.Choice, Conversation = c.Conversation,
        };
        if (c.Session is { } session) return OpenSession(c, run, started, session);
        if (c.Pipeline is { } pipeline) return Accept(run, started, new RunEvent.PipelineGiven(pipeline.Text, pipeline.Hash, c.At));
        return c.Calls.IsEmpty ? Accept(run, started) : Accept(run, started, new RunEvent.CallsGiven(c.Calls, c.At));
    }

    private static Ruling<RunEvent> GrantMore(RunCommand.GrantMore c, Run run)
    {
        if (run.End is not null) return Refuse(RefusalCode.RunEnded, "The run has ended.");
        if (run.Halt is null) return Refuse(RefusalCode.NotHalted, "The run is not halted.");
        // What is used up is not the run's: a grant that adds nothing lets it ask the budget again.
        if (c.Grant == new Grant() && run.Halt.Reason is not HaltReason.Budget) return Refuse(RefusalCode.InvalidRequest, "A grant must add something: iterations, tokens, costUsd or wallClockSeconds.");
        if (c.Grant.Iterations == 0 && run.Halt.Reason is HaltReason.CallCap) return Refuse(RefusalCode.InvalidRequest, $"The run is out of calls: grant iterations, each brings {run.Limits.CallsPerStep}.");
        if (c.Grant.IsNegative) return Refuse(RefusalCode.InvalidRequest, "A grant can only add.");
        if (c.Grant.IsBeyondReason) return Refuse(RefusalCode.InvalidRequest, "The grant is larger than any run could use.");
        if (BlankText.Is(c.Reason.Text)) return Refuse(RefusalCode.ReasonMissing, "A grant needs a reason.");
        if (!c.MayExceed && !(run.Granted + c.Grant).IsWithin(run.OriginalLimits))
            return Refuse(RefusalCode.GrantTooLarge, "All grants together may add at most what the run had to begin with; more needs an admin.");
        if (c is { MayExceed: false, Tree: { } tree } && !(run.Granted + tree.Elsewhere + c.Grant).IsWithin(tree.Original))
            return Refuse(RefusalCode.GrantTooLarge, "All grants to a run and to those that work for it may together add at most what the first of them had to begin with; more needs an admin.");
        var granted = new RunEvent.Granted(c.By, c.Grant, c.Reason, c.At);
        var after = RunEvolution.Evolve(run, granted);
        return after.PausedFrom is not null && StopConditions.WallClock(after) is { } still ? Refuse(RefusalCode.InvalidRequest, $"That would not be enough. {still.Message}") : Accept(run, granted);
    }

    private static Ruling<RunEvent> Cancel(RunCommand.Cancel c, Run run) => run switch
    {
        { End.Status: RunStatus.Cancelled } => Nothing,
        { End: not null } => Refuse(RefusalCode.RunEnded, "The run has ended."),
        { Cancelling: not null } => Nothing,
        _ => Accept(run, new RunEvent.CancelRequested(c.By, c.Reason, c.At)),
    };

    /// <summary>Not while something is out, or a person may still say what became of it: that would be lost.</summary>
    private static Ruling<RunEvent> GiveUp(RunCommand.GiveUp c, Run run) => run is { End: null, IsOut: false, HasUnknown: false } && !run.OpenChildren.Any()
        ? Accept(run, new RunEvent.Failed("cannotGoOn", "The console could not prepare the run's next step.", c.At)) : Nothing;

    private static Ruling<RunEvent> Wake(RunCommand.Wake c, Run run)
    {
        if (run.End is not null) return Nothing;
        var events = new List<RunEvent>();
        var after = run;
        foreach (var expired in run.PendingProposals.Where(p => p.ExpiresAt <= c.At))
        {
            // An earlier one of the step may have taken this one with it.
            if (!after.Proposals[expired.Id].IsPending) continue;
            RunEvent[] turn = [new RunEvent.ProposalExpired(expired.Id, c.At), .. WithdrawFollowers(after, after.Calls[expired.CallId], c.At)];
            events.AddRange(turn);
            after = turn.Aggregate(after, RunEvolution.Evolve);
        }

        events.AddRange(after.Waits.Where(w => !w.Value.IsOver && w.Value.Until <= c.At).OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => new RunEvent.NodeWaited(w.Key, c.At)));
        events.AddRange(after.PendingProposals.Where(p => p.EscalatesAt <= c.At).OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => new RunEvent.ProposalEscalated(p.Id, p.Terms.Escalation!.To, c.At)));
        events.AddRange(EndOfPatience(after, c.At));
        return events.Count == 0 && EndOfSession(run, c.At) is { } end ? Accept(run, end) : Accept(run, [.. events]);
    }
}
