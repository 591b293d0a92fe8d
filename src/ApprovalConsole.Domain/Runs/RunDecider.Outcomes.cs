using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>What became of calls that were sent, and what people found out where nobody could say.</summary>
public static partial class RunDecider
{
    private static Ruling<RunEvent> RecordOutcome(RunCommand.RecordToolOutcome c, Run run)
    {
        if (!run.Calls.TryGetValue(c.CallId, out var call)) return Refuse(RefusalCode.UnknownCall, "There is no such call.");
        if (call.IsWrite && c.Outcome is ToolOutcome.Unusable unusable) c = c with { Outcome = new ToolOutcome.Succeeded(ReceiptOf(unusable)) };
        if (call.Status is CallStatus.Out or CallStatus.Unknown && c.ExecutionId == call.ExecutionId) return Accept(run, [.. EventsOf(run, call, c)]);
        if (!call.Rulings.TryGetValue(c.ExecutionId, out var ruled) || call.Contradictions.Contains(c.ExecutionId)) return Nothing;
        return (ruled, c.Outcome) switch
        {
            (SettledOutcome.Happened, ToolOutcome.NotExecuted o) => Accept(run, Contradiction(c, false, o.Message)),
            (SettledOutcome.Happened, ToolOutcome.ReportedError o) => Accept(run, Contradiction(c, false, o.Message)),
            (not SettledOutcome.Happened, ToolOutcome.Succeeded o) => Accept(run, [Contradiction(c, true, o.Result), .. SettleAfterAll(run, call, c, o)]),
            _ => Nothing,
        };
    }

    /// <summary>A write was carried out, whatever its answer looks like: to call that a failure would have it done twice.</summary>
    private static string ReceiptOf(ToolOutcome.Unusable outcome) => JsonSerializer.Serialize(new
    {
        receipt = outcome.Code == ResultCheck.Withheld ? "withheld" : "unreadable", message = $"It was carried out. {outcome.Message}",
    });

    private static RunEvent.CallContradicted Contradiction(RunCommand.RecordToolOutcome c, bool happened, Payload answer) =>
        new(c.CallId, c.ExecutionId, happened, answer, c.At);

    /// <summary>A call that was to be sent again turns out to have happened: it is not sent again.</summary>
    private static IEnumerable<RunEvent> SettleAfterAll(Run run, ToolCall call, RunCommand.RecordToolOutcome c, ToolOutcome.Succeeded outcome)
    {
        if (run.End is not null || call.IsSettled || c.ExecutionId != call.ExecutionId) yield break;
        if (call.Status is CallStatus.Waiting or CallStatus.Approved)
            yield return new RunEvent.ProposalStaled(call.ProposalId!, "The first sending happened after all: its answer came late.", c.At);
        yield return new RunEvent.CallSucceeded(call.Id, c.ExecutionId, outcome.Result, c.ActiveMs, c.At);
    }

    private static IEnumerable<RunEvent> EventsOf(Run run, ToolCall call, RunCommand.RecordToolOutcome c) => c.Outcome switch
    {
        ToolOutcome.Succeeded o => [new RunEvent.CallSucceeded(call.Id, c.ExecutionId, o.Result, c.ActiveMs, c.At)],
        ToolOutcome.ReportedError o => [new RunEvent.CallFailed(call.Id, c.ExecutionId, true, "toolError", o.Message, c.ActiveMs, c.At)],
        ToolOutcome.Unusable o => [new RunEvent.CallFailed(call.Id, c.ExecutionId, true, o.Code, o.Message, c.ActiveMs, c.At)],
        ToolOutcome.NotExecuted when call is { IsWrite: true, HasLostSending: true, Status: CallStatus.Unknown } => [],
        ToolOutcome.NotExecuted o when call is { IsWrite: true, HasLostSending: true } => // which says nothing of the sending before
            [new RunEvent.CallOutcomeUnknown(call.Id, c.ExecutionId, $"An earlier sending was lost. Of the last: {o.Message}", c.ActiveMs, c.At), .. WithdrawFollowers(run, call, c.At)],
        ToolOutcome.NotExecuted o => [new RunEvent.CallFailed(call.Id, c.ExecutionId, false, o.Code, o.Message, c.ActiveMs, c.At)],
        ToolOutcome.Unknown when call.Status is CallStatus.Unknown => [],
        ToolOutcome.Unknown o when !call.IsWrite => [new RunEvent.CallFailed(call.Id, c.ExecutionId, false, "noAnswer", o.Why, c.ActiveMs, c.At)],
        ToolOutcome.Unknown o => [new RunEvent.CallOutcomeUnknown(call.Id, c.ExecutionId, o.Why, c.ActiveMs, c.At), .. WithdrawFollowers(run, call, c.At)],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Ruling<RunEvent> SettleOutcome(RunCommand.SettleOutcome c, Run run)
    {
        if (!run.Calls.TryGetValue(c.CallId, out var call)) return Refuse(RefusalCode.UnknownCall, "There is no such call.");
        if (call.Status is not CallStatus.Unknown)
            return call.RuledOutcome == c.Outcome ? Nothing : Refuse(RefusalCode.NotUnknown, call.Status is CallStatus.Out ? "The call is still out; its outcome is not unknown yet." : "The outcome of this call is known.");
        if (c.Outcome is not SettledOutcome.Happened && ApproversOf(run, call).Any(c.By.IsSameAs))
            return Refuse(RefusalCode.SeparationOfDuties, "Who approved a call does not rule that it did not happen; ask a colleague.");
        if (c.Outcome is not SettledOutcome.Happened && BlankText.Is(c.Note.Text))
            return Refuse(RefusalCode.ReasonMissing, "That a call did not happen needs evidence: say in the note where you looked.");
        return Accept(run, new RunEvent.CallOutcomeSettled(call.Id, c.By, c.Outcome, c.Note, c.At));
    }

    private static IEnumerable<Actor> ApproversOf(Run run, ToolCall call) =>
        call.ProposalId is { } id ? run.Proposals[id].Approvals.Select(a => a.By) : [];

    private static Ruling<RunEvent> Recover(RunCommand.Recover c, Run run)
    {
        if (run.End is not null) return Nothing;
        bool IsLost(Owner owner, DateTimeOffset deadline) => (owner.Epoch != c.Living.Epoch && !c.Others.Contains(owner.Epoch)) || deadline < c.At;
        var calls = run.Calls.Values.Where(x => x is { Status: CallStatus.Out, Intent: { } i } && IsLost(i.Owner, i.Deadline))
            .OrderBy(x => x.Step).ThenBy(x => x.Index).ToList();
        var model = run.Model is { } m && IsLost(m.Owner, m.Deadline) ? m : null;
        if (calls.Count == 0 && model is null) return Nothing;

        var activeMs = ActiveUntil(c.LastSignOfLife, run, calls.Select(x => x.Intent!.At).Concat(model is null ? [] : [model.At]).Min());
        if (model is not null) return Accept(run, new RunEvent.ModelFailed(
            model.Step, model.Attempt, "lost", "The console stopped while the model was asked.", true, model.Reserve, null, activeMs, c.At));

        var events = new List<RunEvent>();
        var after = run;
        foreach (var call in calls)
        {
            // Two writes can be lost at once where one is independent; both take the same followers, and only once.
            RunEvent[] turn = [.. LostEvents(after, call, events.Count == 0 ? activeMs : 0, c.At)];
            events.AddRange(turn);
            after = turn.Aggregate(after, RunEvolution.Evolve);
        }

        return Accept(run, [.. events]);
    }

    /// <summary>Every write that would go by itself, or on an approval that was given before, is a person's to settle.</summary>
    private static Ruling<RunEvent> Adopt(RunCommand.Adopt c, Run run)
    {
        if (run.End is not null) return Nothing;
        var events = new List<RunEvent>();
        var after = run;
        foreach (var call in run.OpenStep.Where(x => x is { IsWrite: true, IsAnswer: false, Status: CallStatus.Ready or CallStatus.Approved }))
        {
            var unknown = new RunEvent.CallOutcomeUnknown(call.Id, call.ExecutionId, "The database was put back, cut or changed, so the call may have been sent in what is gone.", 0, c.At);
            events.Add(unknown);
            after = RunEvolution.Evolve(after, unknown);
        }

        return events.Count == 0 ? Nothing : Accept(run, [.. events, .. WithdrawFollowers(after, after.Calls[((RunEvent.CallOutcomeUnknown)events[0]).CallId], c.At)]);
    }

    /// <summary>Milliseconds of the interval that a crash cut, without the part that results have already counted.</summary>
    private static double ActiveUntil(DateTimeOffset lastSignOfLife, Run run, DateTimeOffset sent) =>
        Math.Max(0, (lastSignOfLife - (run.ActiveReadAt > sent ? run.ActiveReadAt : sent)).TotalMilliseconds);

    private static IEnumerable<RunEvent> LostEvents(Run run, ToolCall call, double activeMs, DateTimeOffset at)
    {
        const string why = "The console stopped while the call was out.";
        var maySendAgain = call.Sendings < MostSendings && (!call.IsWrite || call.Terms!.IdempotencyArgument is not null);
        return (maySendAgain, call.IsWrite) switch
        {
            (true, _) => [new RunEvent.CallLost(call.Id, call.ExecutionId, why, activeMs, at)],
            (_, false) => [new RunEvent.CallFailed(call.Id, call.ExecutionId, false, "lost", "The call was lost each time it was made.", activeMs, at)],
            _ => [new RunEvent.CallOutcomeUnknown(call.Id, call.ExecutionId, why, activeMs, at), .. WithdrawFollowers(run, call, at)],
        };
    }
}
