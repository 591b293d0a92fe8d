using System.Collections.Immutable;
using System.Diagnostics;

namespace ApprovalConsole.Domain.Runs;

/// <summary>The rules: what a command does to a run, or why not. Any command may be sent twice; the second time adds nothing.</summary>
public static partial class RunDecider
{
    public static Ruling<RunEvent> Decide(RunCommand command, Run run) => (command, run) switch
    {
        (RunCommand.Start c, { IsStarted: false }) => Start(c, run),
        (RunCommand.Start, _) => Nothing,
        (_, { IsStarted: false }) => Refuse(RefusalCode.UnknownRun, "There is no such run."),
        (RunCommand.Say c, _) => Say(c, run),
        (RunCommand.BeginModelCall c, _) => BeginModelCall(c, run),
        (RunCommand.RecordModelReply c, _) => RecordReply(c, run),
        (RunCommand.RecordModelFailure c, _) => RecordFailure(c, run),
        (RunCommand.RecordVerdict c, _) => RecordVerdict(c, run),
        (RunCommand.BeginToolCall c, _) => BeginToolCall(c, run),
        (RunCommand.BlockCall c, _) => Block(c, run),
        (RunCommand.UnblockCall c, _) => Unblock(c, run),
        (RunCommand.RecordToolOutcome c, _) => RecordOutcome(c, run),
        (RunCommand.Advance c, _) => Advance(c, run),
        (RunCommand.AskCall c, _) => AskCall(c, run),
        (RunCommand.BeginChild c, _) => BeginChild(c, run),
        (RunCommand.HearOfChild c, _) => HearOfChild(c, run),
        (RunCommand.DenyEffects c, _) => DenyEffects(c, run),
        (RunCommand.RecordDecision c, _) => RecordDecision(c, run),
        (RunCommand.RecallApproval c, _) => Recall(c, run),
        (RunCommand.VoidApprovals c, _) => VoidApprovals(c, run),
        (RunCommand.WithdrawProposal c, _) => WithdrawProposal(c, run),
        (RunCommand.Comment c, _) => Comment(c, run),
        (RunCommand.HandOver c, _) => HandOver(c, run),
        (RunCommand.TakeOnOutcome c, _) => TakeOnOutcome(c, run),
        (RunCommand.SettleOutcome c, _) => SettleOutcome(c, run),
        (RunCommand.RecordProbe c, _) => RecordProbe(c, run),
        (RunCommand.GrantMore c, _) => GrantMore(c, run),
        (RunCommand.Cancel c, _) => Cancel(c, run),
        (RunCommand.StartUndo c, _) => StartUndo(c, run),
        (RunCommand.Wake c, _) => Wake(c, run),
        (RunCommand.GiveUp c, _) => GiveUp(c, run),
        (RunCommand.Recover c, _) => Recover(c, run),
        (RunCommand.Adopt c, _) => Adopt(c, run),
        _ => throw new UnreachableException(), // C# cannot see that a family is closed; a test can
    };

    private static readonly Ruling<RunEvent> Nothing = new Ruling<RunEvent>.Accepted([]);

    private static Ruling<RunEvent>.Refused Refuse(RefusalCode code, string message) => new(new Refusal(code, message));

    private static Ruling<RunEvent>.Accepted Accept(Run run, params ImmutableArray<RunEvent> events)
    {
        var at = events.IsEmpty ? run.UpdatedAt : events[^1].At;
        var after = events.Aggregate(run, RunEvolution.Evolve);
        return new([.. events, .. Closing(after, at)]);
    }

    private static IEnumerable<RunEvent> Closing(Run run, DateTimeOffset at) => run switch
    {
        { End: not null } => [],
        { Cancelling: not null } => ClosingCancelled(run, at),
        { Answer: { IsSettled: true } answer } => EndOfAnswer(run, answer, at),
        { Choice: not null, Halt: null } when run.OpenStep is [{ Decides: true, Status: CallStatus.Succeeded } word] => [new RunEvent.Completed(word.Arguments!.Value, at)],
        { Kind: RunKind.Undo, Steps.IsEmpty: false } when run.OpenStep.All(c => c.IsSettled) => [EndOfUndo(run, at)],
        { Session.IsOneCall: true } when EndOfSession(run, at) is { } end => [end],
        { Kind: RunKind.Canary, Steps.IsEmpty: false } when run.OpenStep.All(c => c.IsSettled) => [new RunEvent.Completed("Tried.", at)],
        _ => [],
    };

    /// <summary>A cancelled run ends only when nothing is out, nothing is unknown and its children have ended: never "cancelled" too early.</summary>
    private static List<RunEvent> ClosingCancelled(Run run, DateTimeOffset at)
    {
        if (run is not { Cancelling: { } cancelling, End: null, IsOut: false, HasUnknown: false } || run.OpenChildren.Any()) return [];
        List<RunEvent> withdrawn = [.. run.OpenStep.Where(c => !c.IsSettled).Select(c => Withdraw(run, c, cancelling.By, "The run was cancelled.", at))];
        return withdrawn.Any(e => e is RunEvent.CallOutcomeUnknown) ? withdrawn : [.. withdrawn, new RunEvent.Cancelled(at)];
    }

    /// <summary>What a turned-down write takes with it.</summary>
    private static IEnumerable<RunEvent> WithdrawFollowers(Run run, ToolCall setback, DateTimeOffset at) =>
        StepOrder.MeantToFollow(run, setback).Select(follower => WithdrawFollower(run, follower, at));

    private static RunEvent WithdrawFollower(Run run, ToolCall follower, DateTimeOffset at) =>
        Withdraw(run, follower, Actor.Console, "An earlier call of the same step was not carried out; ask again if it is still wanted.", at);

    private static RunEvent Withdraw(Run run, ToolCall call, Actor by, string why, DateTimeOffset at) => call switch
    {
        { ProposalId: { } id } when run.Proposals[id].IsPending => new RunEvent.ProposalWithdrawn(id, by, why, false, at),
        { IsWrite: true, HasLostSending: true } => LeftUnclear(call, at),
        _ => new RunEvent.CallWithdrawn(call.Id, why, at),
    };

    /// <summary>A write that was lost on its way and does not go again at once: to say that it was not carried out would be a guess.</summary>
    private static RunEvent.CallOutcomeUnknown LeftUnclear(ToolCall call, DateTimeOffset at) =>
        new(call.Id, call.ExecutionId, "The console stopped while the call was out, and it is not sent again.", 0, at);
}
