namespace ApprovalConsole.Domain.Runs;

/// <summary>Equal calls of other runs: while one is out, or nobody can say if it happened, no other is sent.</summary>
public static partial class RunDecider
{
    private static Ruling<RunEvent> Block(RunCommand.BlockCall c, Run run) => RunDue.WorkOf(run).OfType<Effect.CallTool>().Any(due => due.CallId == c.CallId) && run.Calls[c.CallId].IsWrite
        ? Accept(run, new RunEvent.CallBlocked(c.CallId, c.By, c.At))
        : Nothing;

    private static Ruling<RunEvent> Unblock(RunCommand.UnblockCall c, Run run)
    {
        if (!run.Calls.TryGetValue(c.CallId, out var call)) return Refuse(RefusalCode.UnknownCall, "There is no such call.");
        if (call.BlockedBy is null) return Nothing;
        var unblocked = new RunEvent.CallUnblocked(call.Id, c.At);
        return c.LikeHappened && call.Status is CallStatus.Approved
            ? Accept(run, new RunEvent.ProposalStaled(call.ProposalId!, "An equal call of another run was carried out after this one was approved.", c.At), unblocked)
            : Accept(run, unblocked);
    }
}
