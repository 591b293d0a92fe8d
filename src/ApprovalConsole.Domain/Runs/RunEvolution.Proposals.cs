namespace ApprovalConsole.Domain.Runs;

/// <summary>What proposals and decisions do to a run.</summary>
public static partial class RunEvolution
{
    private static Run Propose(Run run, RunEvent.ProposalMade e)
    {
        Expect(run, e, e.CallId, CallStatus.Ready);
        var before = e.Supersedes is { } id ? run.Proposals[id] : null;
        var edited = e.Difference.Any(d => d.Source == Difference.Reviewer) ? before : null;
        var proposal = new Proposal(e.ProposalId, e.CallId, e.Revision, e.Arguments, e.ArgumentsHash, e.Terms, e.Validation, e.Facts, e.At, e.ExpiresAt)
        {
            Grounding = [.. e.Grounding ?? []], Supersedes = e.Supersedes, Difference = e.Difference, OriginalArguments = edited?.OriginalArguments ?? edited?.Arguments,
            Comments = before?.Comments ?? [], HandedOver = before?.HandedOver, Trace = e.Trace ?? before?.Trace,
        };
        var waiting = Update(run, e.CallId, c => c with
        {
            Status = CallStatus.Waiting, ProposalId = e.ProposalId, Arguments = e.Arguments, ArgumentsHash = e.ArgumentsHash, Terms = e.Terms,
            Validation = e.Validation, Facts = e.Facts, ArgumentsBeforeEdit = c.ArgumentsBeforeEdit ?? edited?.Arguments,
        });
        return waiting with { Proposals = waiting.Proposals.Add(e.ProposalId, proposal) };
    }

    private static Run Approve(Run run, RunEvent.ProposalApproved e)
    {
        var approval = new Approval(e.DecisionId, e.By, e.ArgumentsHash, e.ViewHash, e.Mac, e.At) { Checked = e.Checked };
        return CountApproval(run, e.ProposalId, DecisionKind.Approve, approval, e.Reason).Decided(e.DecisionId, e.Fingerprint);
    }

    private static Run Edit(Run run, RunEvent.ProposalEdited e)
    {
        var proposal = Pending(run, e.ProposalId);
        var edited = proposal with
        {
            Arguments = e.Arguments, ArgumentsHash = e.ArgumentsHash, Terms = e.Terms, Validation = e.Validation, Facts = e.Facts,
            Grounding = [.. e.Grounding ?? []], OriginalArguments = proposal.OriginalArguments ?? proposal.Arguments, Approvals = [],
        };
        var changed = Update(run with { Proposals = run.Proposals.SetItem(edited.Id, edited) }, proposal.CallId, c => c with
        {
            Arguments = e.Arguments, ArgumentsHash = e.ArgumentsHash, Terms = e.Terms, Validation = e.Validation, Facts = e.Facts,
            ArgumentsBeforeEdit = c.ArgumentsBeforeEdit ?? c.Arguments,
        });
        var approval = new Approval(e.DecisionId, e.By, e.ArgumentsHash, e.ViewHash, e.Mac, e.At) { Checked = e.Checked };
        return CountApproval(changed, e.ProposalId, DecisionKind.Edit, approval, e.Reason).Decided(e.DecisionId, e.Fingerprint);
    }

    /// <summary>One approval more; the one that completes the number approves.</summary>
    private static Run CountApproval(Run run, string proposalId, DecisionKind kind, Approval approval, Payload reason)
    {
        var before = Pending(run, proposalId);
        if (before.Approvals.Any(a => a.By.IsSameAs(approval.By)))
            throw new InvalidOperationException($"The journal lets {approval.By.Name} approve {proposalId} twice: that cannot have happened.");
        var counted = before with { Approvals = before.Approvals.Add(approval) };
        var moved = run with { Progress = run.Progress.Moved() };
        if (counted.Approvals.Length < counted.Terms.ApprovalsNeeded) return moved with { Proposals = run.Proposals.SetItem(proposalId, counted) };
        var approved = counted with { Answered = ProposalStatus.Approved, Decision = new(kind, approval.By, reason, approval.At) };
        return Update(moved with { Proposals = run.Proposals.SetItem(proposalId, approved) }, approved.CallId, c => c with { Status = CallStatus.Approved });
    }

    private static Run Reject(Run run, RunEvent.ProposalRejected e) =>
        Answered(run, e.ProposalId, DecisionKind.Reject, CallStatus.Rejected, e.By, e.Reason, e.Reason, e.At).Decided(e.DecisionId, e.Fingerprint)
            with { DeniedEffects = run.DeniedEffects.Add(e.EffectHash) };

    /// <summary>A person answered, and the call will not be sent.</summary>
    private static Run Answered(
        Run run, string proposalId, DecisionKind kind, CallStatus callStatus, Actor by, Payload reason, Payload answer, DateTimeOffset at)
    {
        var answered = Pending(run, proposalId) with
        {
            Answered = kind is DecisionKind.Respond ? ProposalStatus.Executed : ProposalStatus.Rejected, Decision = new(kind, by, reason, at),
        };
        return Settle(run with { Proposals = run.Proposals.SetItem(proposalId, answered), Progress = run.Progress.Moved() }, answered.CallId, callStatus, answer, at);
    }

    /// <summary>The proposal ended without a person's answer.</summary>
    private static Run Close(Run run, string proposalId, ProposalStatus status, CallStatus callStatus, Payload answer, DateTimeOffset at)
    {
        var closed = Pending(run, proposalId) with { Answered = status };
        return Settle(run with { Proposals = run.Proposals.SetItem(proposalId, closed) }, closed.CallId, callStatus, answer, at);
    }

    private static Proposal Pending(Run run, string proposalId) => run.Proposals[proposalId] is { IsPending: true } pending
        ? pending
        : throw new InvalidOperationException($"The journal answers proposal {proposalId} twice: that cannot have happened.");

    private static Run WithProposal(Run run, string id, Func<Proposal, Proposal> change) => run with { Proposals = run.Proposals.SetItem(id, change(run.Proposals[id])) };

    /// <summary>The proposal is no good any more, its call is: it needs another.</summary>
    private static Run SetAside(Run run, string proposalId, ProposalStatus status, IReadOnlyList<Difference>? difference = null)
    {
        var proposal = run.Proposals[proposalId];
        var aside = proposal with { Answered = status, Difference = difference is null ? proposal.Difference : [.. difference] };
        return Update(run with { Proposals = run.Proposals.SetItem(proposalId, aside) }, aside.CallId, c => c with { Status = CallStatus.Ready });
    }

    /// <summary>Back in the inbox, with nobody's approval.</summary>
    private static Run Recall(Run run, RunEvent.ProposalRecalled e) => WaitAgain(run, e, run.Proposals[e.ProposalId] with { Approvals = [] });

    /// <summary>Back in the inbox, if it had left it, with the approvals of the others.</summary>
    private static Run Void(Run run, RunEvent.ApprovalsVoided e)
    {
        var proposal = run.Proposals[e.ProposalId];
        var left = proposal with { Approvals = proposal.Approvals.RemoveAll(a => e.DecisionIds.Contains(a.DecisionId)), HasLostApprovals = true };
        return proposal.IsPending ? run with { Proposals = run.Proposals.SetItem(e.ProposalId, left) } : WaitAgain(run, e, left);
    }

    private static Run WaitAgain(Run run, RunEvent e, Proposal proposal)
    {
        var waiting = Update(Expect(run, e, proposal.CallId, CallStatus.Approved), proposal.CallId, c => c with { Status = CallStatus.Waiting, BlockedBy = null });
        return waiting with { Proposals = run.Proposals.SetItem(proposal.Id, proposal with { Answered = ProposalStatus.Pending, Decision = null }) };
    }
}
