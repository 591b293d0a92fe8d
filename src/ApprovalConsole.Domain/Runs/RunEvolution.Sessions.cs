namespace ApprovalConsole.Domain.Runs;

/// <summary>What an agent that runs elsewhere does to a run.</summary>
public static partial class RunEvolution
{
    private static Run OpenSession(Run run, RunEvent.SessionOpened e) => run is { Kind: RunKind.External, Session: null, Steps.IsEmpty: true }
        ? run with { Session = new(e.SessionId, e.IsOneCall, e.Observes, e.IdleAfter) }
        : throw Impossible(e, "in a run that is no session, or twice");

    private static Run AskFor(Run run, RunEvent.CallAsked e)
    {
        var session = run.Session ?? throw Impossible(e, "in a run that is no session");
        var step = run.Steps.Length + 1;
        return run with
        {
            Steps = run.Steps.Add(new(step, Purpose.Act, "", "", e.Rationale, [e.Call.CallId], default, e.At)),
            Calls = run.Calls.AddRange(CallsOf([e.Call], step, e.At)),
            Session = session with { Asked = session.Asked.Add(e.KeyHash, new(e.Call.CallId, e.Fingerprint)) },
        };
    }

    private static Run Join(Run run, RunEvent.CallJoined e)
    {
        var session = run.Session ?? throw Impossible(e, "in a run that is no session");
        var first = session.Asked.Values.First(a => a.CallId == e.CallId);
        return run with { Session = session with { Asked = session.Asked.Add(e.KeyHash, first) } };
    }

    private static Run Observe(Run run, RunEvent.CallObserved e) => run.Session is { Observes: true }
        ? Settle(Expect(run, e, e.CallId, CallStatus.Ready), e.CallId, CallStatus.Observed, null, c => c with { Would = e.Would }, e.At)
        : throw Impossible(e, "in a run whose calls are sent");
}
