using System.Collections.Immutable;
using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>Answers that wait for a person: decided like a call, given out by ending the run.</summary>
public static partial class RunDecider
{
    /// <summary>The calls of a reply; where it has none and must not be given out yet, the one that stands for the answer.</summary>
    private static ImmutableArray<RequestedCall> CallsOf(RunCommand.RecordModelReply c, Run run)
    {
        if (!c.Calls.IsEmpty) return [.. c.Calls.Select((call, i) => new RequestedCall($"{run.Id}.{c.Step}.{i + 1}", call.ProviderCallId, call.Name, call.Arguments))];
        if (AnswerGate.WhyItWaits(run, c.Step, c.Text) is null) return [];
        return [new($"{run.Id}.{c.Step}.1", "", AnswerTool.Tool.Id, AnswerTool.ArgumentsOf(c.Text)) { IsAnswer = true }];
    }

    private static ImmutableArray<RunEvent> AdmitAnswer(ToolCall answer, Verdict verdict, DateTimeOffset at) => verdict.MayGo
        ? [new RunEvent.CallValidated(answer.Id, verdict.Arguments, verdict.ArgumentsHash, verdict.Terms!, verdict.Validation, verdict.Facts, at), Propose(answer, verdict, null, [], at)]
        : [new RunEvent.CallRefused(answer.Id, WhyNot(verdict), at)];

    /// <summary>Nothing is sent, so there is no intent, and nothing that could become unknown.</summary>
    private static RunEvent.CallSucceeded GiveOut(ToolCall call, DateTimeOffset at) => new(call.Id, call.ExecutionId, "null", 0, at);

    /// <summary>Beside other calls it would promise what they have yet to bring.</summary>
    private static ImmutableArray<RunEvent> EndWork(Run run, ToolCall call, RunEvent.CallValidated validated, DateTimeOffset at) => run.OpenStep.Length > 1
        ? [new RunEvent.CallRefused(call.Id, [NotAlone], at)]
        : [validated, GiveOut(call, at)];

    private static readonly Finding NotAlone = new(Layer.Semantic, "", "doneAlone", "Call this alone, once the other calls have been answered.");

    /// <summary>What became of the answer ends the run; one that is to be tried again does not. A halted run gives nothing out before it goes on.</summary>
    private static IEnumerable<RunEvent> EndOfAnswer(Run run, ToolCall answer, DateTimeOffset at) => answer.Status switch
    {
        CallStatus.Revised => [],
        CallStatus.Succeeded or CallStatus.Responded when run.Halt is not null || run.Answered?.Step == answer.Step => [],
        CallStatus.Succeeded or CallStatus.Responded => [GiveAnswer(run, AnswerTool.GivenBy(answer), at)],
        CallStatus.Rejected => [new RunEvent.Failed("answerRejected", "A person rejected the answer.", at) { Reason = answer.Answer }],
        CallStatus.Expired => [new RunEvent.Failed("answerExpired", "Nobody decided on the answer before it expired.", at)],
        CallStatus.Withdrawn => [new RunEvent.Failed("answerWithdrawn", "The answer was withdrawn.", at) { Reason = answer.Answer }],
        _ => [new RunEvent.Failed("answerRefused", "The answer could not be checked.", at)],
    };
}
