namespace ApprovalConsole.Domain.Runs;

/// <summary>Order within a step: read-only calls run in parallel; the others are sent one at a time in the model's order. Where calls are loose, whoever asks for them says what follows what, by asking.</summary>
internal static class StepOrder
{
    /// <summary>Reads of a run that may be out at the same time.</summary>
    public const int MostReadsAtOnce = 8;

    public static bool MayGo(Run run, ToolCall call)
    {
        if (!call.IsWrite) return true;
        if (run.HasUnknown || run.OpenStep.Any(other => other.Id != call.Id && IsLikeWaiting(other, call))) return false;
        return call.Terms is { Independent: true } || run.HasLooseCalls || !run.OpenStep.Any(other => other.Id != call.Id && (IsAhead(other, call) || IsOutBefore(other)));
    }

    /// <summary>The writes that a rejected, expired or unknown call takes with it: they were meant to follow it.</summary>
    public static IEnumerable<ToolCall> MeantToFollow(Run run, ToolCall setback) => run.OpenStep.Where(other =>
        !run.HasLooseCalls && other.Index > setback.Index && MayBeTakenBack(other) && other is { IsWrite: true, Terms.Independent: false });

    /// <summary>The same deed asked for more than once: a person who denies one denies them all.</summary>
    public static IEnumerable<ToolCall> Likes(Run run, ToolCall denied) => run.OpenStep.Where(other =>
        other.Id != denied.Id && MayBeTakenBack(other) && other.IsWrite && other.Terms!.EffectHash == denied.Terms!.EffectHash);

    /// <summary>True when an earlier write of the step has been turned down.</summary>
    public static bool FollowsSetback(Run run, ToolCall call) => !run.HasLooseCalls && run.OpenStep.Any(other =>
        other.Index < call.Index && other.IsWrite
        && other.Status is CallStatus.Rejected or CallStatus.Revised or CallStatus.Expired or CallStatus.Withdrawn or CallStatus.Unknown);

    private static bool IsAhead(ToolCall other, ToolCall call) => other.Index < call.Index && other is { IsWrite: true, IsSettled: false };

    // A read ahead of it that turned out to be a write, its policy being changed meanwhile, has let it pass.
    private static bool IsOutBefore(ToolCall other) => other is { IsWrite: true, Status: CallStatus.Out, Terms.Independent: false };

    // A call that was not validated yet may turn out to be a read; it is looked at when its verdict comes.
    public static bool MayBeTakenBack(ToolCall call) => call.Status is CallStatus.Ready or CallStatus.Waiting or CallStatus.Approved;

    private static bool IsLikeWaiting(ToolCall other, ToolCall call) =>
        other.Status is CallStatus.Waiting && other.Terms!.EffectHash == call.Terms?.EffectHash;
}
