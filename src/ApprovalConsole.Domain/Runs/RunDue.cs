using ApprovalConsole.Domain.Pipelines;

namespace ApprovalConsole.Domain.Runs;

/// <summary>What a run owes to the world, from its state alone: a restart owes exactly the same. What is out is not due.</summary>
public static class RunDue
{
    public static IEnumerable<Effect> Of(Run run) => OwnOf(run).Concat(WakesOf(run));

    /// <summary>All that the console has to begin: work, and what it finds out by itself.</summary>
    public static IEnumerable<Effect> OwnOf(Run run) => WorkOf(run).Concat(ProbesOf(run));

    /// <summary>Calls of models and tools.</summary>
    public static IEnumerable<Effect> WorkOf(Run run)
    {
        if (!run.IsStarted || run is not { End: null, Halt: null, Cancelling: null }) return [];
        if (run.Pipeline is not null) return OfPipeline(run);
        var open = run.OpenStep;
        if (open.Any(c => !c.IsSettled)) return Bounded(run, open.SelectMany(c => OwedTo(run, c)));
        return run is { Model: null, HasUnknown: false, IsAnswered: false, Kind: not (RunKind.Undo or RunKind.Canary or RunKind.External) } ? [NextReply(run)] : [];
    }

    /// <summary>Beside what its open calls are owed: the nodes that are reached. While the outcome of a call is unknown, nothing else is begun.</summary>
    private static IEnumerable<Effect> OfPipeline(Run run)
    {
        var advance = run.HasUnknown || FlowWalk.Of(run) is { Next.Count: 0, Ends: null } ? [] : new Effect[] { new Effect.Advance(run.Steps.Length + 1) };
        return Bounded(run, run.OpenStep.SelectMany(c => OwedTo(run, c))).Concat(advance);
    }

    private static IEnumerable<Effect> WakesOf(Run run)
    {
        if (run.End is not null) return [];
        IEnumerable<DateTimeOffset> times = [.. run.PendingProposals.Select(p => p.EscalatesAt < p.ExpiresAt ? p.EscalatesAt.Value : p.ExpiresAt), .. run.Waits.Values.Where(w => !w.IsOver).Select(w => w.Until), .. run.IdleUntil is { } idle ? [idle] : Array.Empty<DateTimeOffset>(), .. run.PrincipalUntil is { } patience ? [patience] : Array.Empty<DateTimeOffset>()];
        return times.Any() ? [new Effect.WakeAt(times.Min())] : [];
    }

    /// <summary>Also of a run that is halted or being cancelled: it waits to know what happened.</summary>
    private static IEnumerable<Effect> ProbesOf(Run run) => run.End is not null ? [] : run.Calls.Values
        .Where(c => c is { Status: CallStatus.Unknown, Probing: not null }).OrderBy(c => c.Step).ThenBy(c => c.Index).Select(c => new Effect.AskProbe(c.Id, c.Probing!.NextAt));

    /// <summary>Reads beyond those that may be out at once have to wait; in the model's order.</summary>
    private static IEnumerable<Effect> Bounded(Run run, IEnumerable<Effect> owed)
    {
        var free = StepOrder.MostReadsAtOnce - run.OpenStep.Count(c => c is { IsWrite: false, Status: CallStatus.Out });
        return owed.Where(effect => effect is not Effect.CallTool call || run.Calls[call.CallId].IsWrite || free-- > 0);
    }

    private static IEnumerable<Effect> OwedTo(Run run, ToolCall call) => call.Status switch
    {
        _ when call.BlockedBy is not null => [],
        CallStatus.Requested when IsItsTurn(run, call) => [new Effect.ValidateCall(call.Id)],
        CallStatus.Ready when call.AsksPrincipal => [],
        CallStatus.Ready when call.MustBeProposed && !run.HasRoomForProposal => [],
        CallStatus.Ready when call.IsDelegation => run.HasUnknown ? [] : [new Effect.StartChild(call.Id)],
        CallStatus.Ready when StepOrder.MayGo(run, call) => [new Effect.CallTool(call.Id)],
        CallStatus.Approved when StepOrder.MayGo(run, call) =>
            [new Effect.CallTool(call.Id, run.Proposals[call.ProposalId!].HoldUntil)],
        _ => [],
    };

    /// <summary>What an undo takes back is checked when its turn comes: the undo before it changes what it is checked against.</summary>
    private static bool IsItsTurn(Run run, ToolCall call) => run.Kind is not RunKind.Undo || !run.OpenStep.Any(other => other.Index < call.Index && !other.IsSettled);

    private static Effect.AskModel NextReply(Run run) =>
        new(run.Steps.Length + 1, run.FailedAttempts + 1, PurposeOf(run), run.RetryAt);

    /// <summary>What the next reply is for.</summary>
    public static Purpose PurposeOf(Run run) => run switch
    {
        { Steps.IsEmpty: true } => Purpose.Plan,
        _ when run.OpenStep is [{ EndsWork: true, Status: CallStatus.Succeeded }] => Purpose.Answer,
        _ when run.OpenStep is { IsEmpty: false } last && last.All(c => c.Status is CallStatus.Refused) => Purpose.Repair,
        { Progress.StepsWithout: > 0 } => Purpose.Plan,
        _ when run.OpenStep.Any(c => c.Status is CallStatus.Rejected or CallStatus.Revised || c.ArgumentsBeforeEdit is not null) => Purpose.Plan,
        _ => Purpose.Act,
    };
}
