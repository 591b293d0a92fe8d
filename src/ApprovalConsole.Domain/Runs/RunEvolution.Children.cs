using ApprovalConsole.Domain.Delegation;

namespace ApprovalConsole.Domain.Runs;

/// <summary>What child runs do to the run that they work for.</summary>
public static partial class RunEvolution
{
    private static Run BeginChild(Run run, RunEvent.ChildIntended e)
    {
        var child = new Child(e.CallId, e.ChildRunId, e.Agent, e.Task, e.Limits, e.Share, e.AnswerNeeds, ChildStanding.Begun) { HeardAt = e.At, AgentPrint = e.AgentPrint, Choice = e.Choice };
        return Update(Expect(run, e, e.CallId, CallStatus.Ready), e.CallId, c => c with { Status = CallStatus.Delegated }) with { Children = run.Children.Add(e.CallId, child) };
    }

    private static Run MoveChild(Run run, RunEvent.ChildMoved e) => Hear(Expect(run, e, e.CallId, CallStatus.Delegated).Spend(e.ActiveMs, e.At), e.CallId, e.Standing, e.At);

    private static Run EndChild(Run run, RunEvent.ChildEnded e)
    {
        var heard = Hear(Expect(run, e, e.CallId, CallStatus.Delegated).Spend(e.ActiveMs, e.At), e.CallId, e.Standing, e.At);
        return e.Standing.Status is RunStatus.Completed
            ? Settle(heard with { Progress = heard.Progress.Moved() }, e.CallId, CallStatus.Succeeded, e.Words.IsErased ? e.Words : DelegateTool.ResultOf(e.Words), e.At)
            : Settle(heard, e.CallId, CallStatus.Failed, e.Words, e.At);
    }

    private static Run Hear(Run run, string callId, ChildStanding standing, DateTimeOffset at) =>
        run with { Children = run.Children.SetItem(callId, run.Children[callId] with { Standing = standing, HeardAt = at }) };
}
