using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>What became of calls that were sent, and what people found out where nobody could say.</summary>
public static partial class RunDecider
{
    private static Ruling<RunEvent> RecordOutcome(RunCommand.RecordToolOutcome c, Run run)
    {
        if (!run.Calls.TryGetValue(c.CallId, out var call)) return Refuse(RefusalCode.UnknownCall, "There is no such call.");
        if (c.ExecutionId != $"{call.Id}.x{call.Sendings}") return Nothing;
        return call switch
        {
            { Status: CallStatus.Out or CallStatus.Unknown } => Accept(run, [.. EventsOf(run, call, c)]),
            { RuledOutcome: SettledOutcome.DidNotHappen or SettledOutcome.SendAgain } when c.Outcome is ToolOutcome.Succeeded s =>
                Accept(run, new RunEvent.CallContradicted(call.Id, c.ExecutionId, true, s.Result, c.At)),
            { RuledOutcome: SettledOutcome.Happened } when c.Outcome is ToolOutcome.NotExecuted n =>
                Accept(run, new RunEvent.CallContradicted(call.Id, c.ExecutionId, false, n.Message, c.At)),
            _ => Nothing,
        };
    }

    private static IEnumerable<RunEvent> EventsOf(Run run, ToolCall call, RunCommand.RecordToolOutcome c) => c.Outcome switch
    {
        ToolOutcome.Succeeded o => [new RunEvent.CallSucceeded(call.Id, c.ExecutionId, o.Result, c.ActiveMs, c.At)],
        ToolOutcome.ReportedError o => [new RunEvent.CallFailed(call.Id, c.ExecutionId, true, "toolError", o.Message, c.ActiveMs, c.At)],
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
            return call.RuledOutcome == c.Outcome ? Nothing : Refuse(RefusalCode.NotUnknown, "The outcome of this call is known.");
        if (c.Outcome is not SettledOutcome.Happened && ApproversOf(run, call).Any(c.By.IsSameAs))
            return Refuse(RefusalCode.SeparationOfDuties, "Who approved a call does not rule that it did not happen; ask a colleague.");
        return Accept(run, new RunEvent.CallOutcomeSettled(call.Id, c.By, c.Outcome, c.Note, c.At));
    }

    private static IEnumerable<Actor> ApproversOf(Run run, ToolCall call) =>
        call.ProposalId is { } id ? run.Proposals[id].Approvals.Select(a => a.By) : [];

    private static Ruling<RunEvent> Recover(RunCommand.Recover c, Run run)
    {
        if (run.End is not null) return Nothing;
        bool IsLost(Owner owner, DateTimeOffset deadline) => owner.Epoch != c.Living.Epoch || deadline < c.At;
        var calls = run.Calls.Values.Where(x => x is { Status: CallStatus.Out, Intent: { } i } && IsLost(i.Owner, i.Deadline))
            .OrderBy(x => x.Step).ThenBy(x => x.Index).ToList();
        var model = run.Model is { } m && IsLost(m.Owner, m.Deadline) ? m : null;
        if (calls.Count == 0 && model is null) return Nothing;

        var since = calls.Select(x => x.Intent!.At).Concat(model is null ? [] : [model.At]).Min();
        var activeMs = Math.Max(0, (c.LastSignOfLife - since).TotalMilliseconds);
        var events = new List<RunEvent>();
        foreach (var call in calls)
        {
            // A write further down the step goes only once the one before it is settled, so two lost writes are two independent ones.
            events.AddRange(LostEvents(run, call, events.Count == 0 ? activeMs : 0, c.At));
        }

        if (model is not null)
            events.Add(new RunEvent.ModelFailed(model.Step, model.Attempt, "lost", "The console stopped while the model was asked.", true, model.Reserve, null, events.Count == 0 ? activeMs : 0, c.At));
        return Accept(run, [.. events]);
    }

    private static IEnumerable<RunEvent> LostEvents(Run run, ToolCall call, double activeMs, DateTimeOffset at)
    {
        const string why = "The console stopped while the call was out.";
        return !call.IsWrite || call.Terms!.IdempotencyArgument is not null
            ? [new RunEvent.CallLost(call.Id, call.Intent!.ExecutionId, why, activeMs, at)]
            : [new RunEvent.CallOutcomeUnknown(call.Id, call.Intent!.ExecutionId, why, activeMs, at), .. WithdrawFollowers(run, call, at)];
    }
}
