using System.Collections.Immutable;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Agents that run elsewhere: each call that they ask for passes the gate like any other, and none runs twice however often it is asked for.</summary>
public static partial class RunDecider
{
    /// <summary>How often a call may be asked for, in the mean, with keys of its own.</summary>
    private const int KeysPerCall = 10;

    /// <summary>The same key finds its call, settled or not; an equal call that is still open is joined.</summary>
    private static Ruling<RunEvent> AskCall(RunCommand.AskCall c, Run run)
    {
        if (run.Session is not { } session) return Refuse(RefusalCode.InvalidRequest, "Only an agent that runs elsewhere asks for calls like this.");
        var fingerprint = OutsideSession.FingerprintOf(c.Tool, c.Arguments.ToString());
        if (session.Asked.TryGetValue(c.KeyHash, out var known))
            return known.Fingerprint == fingerprint ? Nothing : Refuse(RefusalCode.IdempotencyKeyReused, "This Idempotency-Key was used for another call.");
        if (run.End is not null || run.Cancelling is not null) return Refuse(RefusalCode.RunEnded, "The session has ended: go on in another.");
        if (session.Asked.Count >= KeysPerCall * run.Limits.Calls) return Refuse(RefusalCode.InvalidRequest, "The session has asked too often: send an equal call with the key that it had.");
        if (session.Asked.Values.FirstOrDefault(a => a.Fingerprint == fingerprint && !run.Calls[a.CallId].IsSettled) is { } open)
            return Accept(run, new RunEvent.CallJoined(open.CallId, c.KeyHash, c.At));
        if (run.Halt is { } halt) return Refuse(RefusalCode.Halted, $"The session is halted: {halt.Message}");
        return session.IsOneCall && !run.Steps.IsEmpty
            ? Refuse(RefusalCode.IdempotencyKeyReused, "This Idempotency-Key was used for another call.")
            : Accept(run, new RunEvent.CallAsked(new($"{run.Id}.{run.Steps.Length + 1}.1", "", c.Tool, c.Arguments), c.KeyHash, fingerprint, c.Rationale, c.At));
    }

    /// <summary>With its first call, where there is one: in one commit.</summary>
    private static Ruling<RunEvent> OpenSession(RunCommand.Start c, Run run, RunEvent.Started started, OutsideSession session)
    {
        ImmutableArray<RunEvent> opened = [started, new RunEvent.SessionOpened(session.Id, session.IsOneCall, session.Observes, session.IdleAfter, c.At)];
        if (c.FirstCall is not { } call) return Accept(run, opened);
        return AskCall(call, opened.Aggregate(run, RunEvolution.Evolve)) switch
        {
            Ruling<RunEvent>.Accepted { Events: var asked } => new Ruling<RunEvent>.Accepted([.. opened, .. asked]),
            var refused => refused,
        };
    }

    /// <summary>In a session that is only observed nothing goes further than this.</summary>
    private static RunEvent.CallObserved Observed(ToolCall call, Tools.Verdict verdict, DateTimeOffset at) =>
        new(call.Id, verdict.Terms!.NeedsPerson ? WouldBe.Pending : WouldBe.Executed, at);

    /// <summary>One call is all of it, or no other has come for long.</summary>
    private static RunEvent.Completed? EndOfSession(Run run, DateTimeOffset at) => run switch
    {
        { Session.IsOneCall: true, Steps.IsEmpty: false, Halt: null } when run.OpenStep.IsEmpty => new("The call is settled.", at),
        { IdleUntil: { } until } when until <= at => new("No call has come for long.", at),
        _ => null,
    };
}
