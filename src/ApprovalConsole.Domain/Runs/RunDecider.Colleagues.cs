namespace ApprovalConsole.Domain.Runs;

/// <summary>What people who decide tell each other: remarks, whose turn it is, who finds out.</summary>
public static partial class RunDecider
{
    private static Ruling<RunEvent> Comment(RunCommand.Comment c, Run run)
    {
        if (!run.Proposals.TryGetValue(c.ProposalId, out var proposal)) return Refuse(RefusalCode.UnknownProposal, "There is no such proposal.");
        if (proposal.Comments.FirstOrDefault(x => x.Id == c.CommentId) is { } there)
            return there.By.IsSameAs(c.By) && there.Text == c.Text ? Nothing : Refuse(RefusalCode.InvalidRequest, "Another remark has this commentId.");
        if (run.End is not null) return Refuse(RefusalCode.RunEnded, "The run has ended.");
        if (BlankText.Is(c.Text.Text)) return Refuse(RefusalCode.InvalidRequest, "text is missing.");
        if (c.Text.ToString().Length > Runs.Comment.Longest) return Refuse(RefusalCode.InvalidRequest, $"text has at most {Runs.Comment.Longest} characters.");
        if (proposal.Comments.Length >= Runs.Comment.Most) return Refuse(RefusalCode.InvalidRequest, $"A proposal takes {Runs.Comment.Most} remarks.");
        return Accept(run, new RunEvent.ProposalCommented(proposal.Id, c.CommentId, c.By, c.Text, c.At));
    }

    private static Ruling<RunEvent> HandOver(RunCommand.HandOver c, Run run)
    {
        if (!run.Proposals.TryGetValue(c.ProposalId, out var proposal)) return Refuse(RefusalCode.UnknownProposal, "There is no such proposal.");
        if (!proposal.IsPending || run.End is not null) return Refuse(RefusalCode.AlreadyDecided, AlreadyDecided(proposal));
        if (c.Note.ToString().Length > Runs.Comment.Longest) return Refuse(RefusalCode.InvalidRequest, $"note has at most {Runs.Comment.Longest} characters.");
        if (string.Equals(proposal.HandedOver?.To, c.To, StringComparison.OrdinalIgnoreCase)) return Nothing;
        return Accept(run, new RunEvent.ProposalHandedOver(proposal.Id, c.To, c.ToName, c.By, c.Note, c.At));
    }

    private static Ruling<RunEvent> TakeOnOutcome(RunCommand.TakeOnOutcome c, Run run)
    {
        if (!run.Calls.TryGetValue(c.CallId, out var call)) return Refuse(RefusalCode.UnknownCall, "There is no such call.");
        if (call.Status is not CallStatus.Unknown) return Refuse(RefusalCode.NotUnknown, "The outcome of this call is not unknown.");
        return call.OutcomeOwner is { } owner && owner.By.IsSameAs(c.By) ? Nothing : Accept(run, new RunEvent.CallOutcomeTakenOn(call.Id, c.By, c.At));
    }
}
