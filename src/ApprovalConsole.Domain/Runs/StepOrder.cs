namespace ApprovalConsole.Domain.Runs;

/// <summary>Order within a step: read-only calls run in parallel; the others are sent one at a time in the model's order.</summary>
internal static class StepOrder
{
    public static bool MayGo(Run run, ToolCall call)
    {
        if (!call.IsWrite) return true;
        if (run.HasUnknown) return false;
        return call.Terms is { Independent: true } || !run.OpenStep.Any(other => other.Index < call.Index && other is { IsWrite: true, IsSettled: false });
    }

    /// <summary>The writes that a rejected, expired or unknown call takes with it: they were meant to follow it.</summary>
    public static IEnumerable<ToolCall> MeantToFollow(Run run, ToolCall setback) => run.OpenStep.Where(other =>
        other.Step == setback.Step && other.Index > setback.Index
        && other is { IsWrite: true, IsSettled: false, Status: not CallStatus.Out and not CallStatus.Unknown }
        && other.Terms is not { Independent: true });

    /// <summary>True when an earlier write of the step has been turned down.</summary>
    public static bool FollowsSetback(Run run, ToolCall call) => run.OpenStep.Any(other =>
        other.Index < call.Index && other.IsWrite
        && other.Status is CallStatus.Rejected or CallStatus.Revised or CallStatus.Expired or CallStatus.Unknown);
}
