using ApprovalConsole.Domain.Answers;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Runs;

/// <summary>People's answers to proposals.</summary>
public static partial class RunDecider
{
    private static Ruling<RunEvent> RecordDecision(RunCommand.RecordDecision c, Run run)
    {
        if (run.Decisions.TryGetValue(c.DecisionId, out var fingerprint))
            return fingerprint == c.Fingerprint ? Nothing : Refuse(RefusalCode.DecisionReused, "This decisionId was used for another decision.");
        if (!run.Proposals.TryGetValue(c.ProposalId, out var proposal)) return Refuse(RefusalCode.UnknownProposal, "There is no such proposal.");
        if (WhyNotDecidable(c, run, proposal) is { } refusal) return new Ruling<RunEvent>.Refused(refusal);
        if (c.Fresh is { Validation: { IsUnchecked: true } left })
            return new Ruling<RunEvent>.Refused(new(RefusalCode.CouldNotCheck, "What the proposal rests on cannot be looked up now. Nothing was sent; try again.") { Findings = left.Findings });
        if (c is { Kind: DecisionKind.Approve or DecisionKind.Edit, Fresh: { } fresh } && Staleness.Of(proposal, fresh) is { } why)
            return Accept(run, TakeBack(run, run.Calls[proposal.CallId], proposal, fresh, why, c.At)); // nobody approves what is no longer so
        if (WhyNotFor(c, run, run.Calls[proposal.CallId]) is { } unfit) return Refuse(RefusalCode.InvalidRequest, unfit);
        return c.Kind switch
        {
            DecisionKind.Approve => Accept(run, Approve(c, proposal.Id, c.ViewHash)),
            DecisionKind.Edit => Edit(c, run, proposal),
            DecisionKind.Revise => Revise(c, run, proposal),
            DecisionKind.Respond when run.Calls[proposal.CallId].IsAnswer && BlankText.Is(AnswerTool.WordsOf(c.Result)) =>
                Refuse(RefusalCode.InvalidRequest, "result is empty: say what is to be answered instead."),
            DecisionKind.Respond => Accept(run, new RunEvent.ProposalResponded(proposal.Id, c.DecisionId, c.Fingerprint, c.By, c.ViewHash, c.Result, c.Reason, c.At) { SeenFor = c.SeenFor }),
            _ => Reject(c, run, proposal),
        };
    }

    private static Refusal? WhyNotDecidable(RunCommand.RecordDecision c, Run run, Proposal proposal) => proposal switch
    {
        { Answered: ProposalStatus.Expired } => new(RefusalCode.Expired, "The proposal expired before it was decided."),
        { Answered: ProposalStatus.Stale } => new(RefusalCode.Stale, "What the proposal rested on has changed; a new one takes its place."),
        { IsPending: false } => new(RefusalCode.AlreadyDecided, AlreadyDecided(proposal)),
        _ when run.End is not null => new(RefusalCode.RunEnded, "The run has ended."),
        _ when proposal.ExpiresAt <= c.At => new(RefusalCode.Expired, "The proposal expired before it was decided."),
        _ when proposal.ArgumentsHash != c.ArgumentsHash => new(RefusalCode.HashMismatch, "argumentsHash is not that of the proposal's arguments."),
        _ when proposal.ViewHash != c.ViewHash => new(RefusalCode.Changed, "The proposal changed since it was shown."),
        _ when c.Kind is DecisionKind.Approve && !c.IsWithinAuthority => BeyondAuthority,
        _ when Approves(c) && c.WhyNotCritical is { } notNow && proposal.Terms.Reversibility >= Reversibility.Critical => notNow,
        _ when Approves(c) && c.WhyNotEditor is { } editor && proposal.Terms.Reversibility >= Reversibility.Irreversible => editor,
        _ when WhyBarred(run, proposal, c.By) is { } barred => barred,
        _ when c is { Kind: DecisionKind.Approve or DecisionKind.Edit, UnknownLike: { } like } => new(RefusalCode.LikeUnknown, $"An equal call of another run has an unknown outcome ({like}): settle it first."),
        _ => null,
    };

    private static bool Approves(RunCommand.RecordDecision c) => c.Kind is DecisionKind.Approve or DecisionKind.Edit;

    /// <summary>Why this person may give no answer at all, however it reads; null where they may. So that a page can say it beforehand.</summary>
    public static Refusal? WhyBarred(Run run, Proposal proposal, Actor by) => proposal switch
    {
        _ when IsParty(by, run) => new(RefusalCode.SeparationOfDuties, "Who asked for a run does not decide its proposals."),
        _ when proposal.Approvals.Any(a => a.By.IsSameAs(by)) => new(RefusalCode.SeparationOfDuties, "You have approved this already; another person is needed."),
        _ => null,
    };

    /// <summary>What lies outside of what this reviewer may approve.</summary>
    public static readonly Refusal BeyondAuthority =
        new(RefusalCode.BeyondAuthority, "This is more than you may approve; another reviewer is needed.");

    private static string AlreadyDecided(Proposal proposal) => proposal.Decision is { } d
        ? $"{d.By.Name} decided this already ({d.Kind.ToString().ToLowerInvariant()})."
        : "The proposal was withdrawn.";

    /// <summary>The requester by any of its names: who called, whose key it was, on whose behalf the run acts.</summary>
    private static bool IsParty(Actor by, Run run) => by.IsSameAs(run.RequestedBy) || run.OnBehalfOf.MayBe(by);

    private static RunEvent.ProposalApproved Approve(RunCommand.RecordDecision c, string proposalId, string viewHash, string? argumentsHash = null) =>
        new(proposalId, c.DecisionId, c.Fingerprint, c.By, argumentsHash ?? c.ArgumentsHash, viewHash, c.Reason, "", c.At) { Checked = c.Checked, SeenFor = c.SeenFor };

    private static Ruling<RunEvent> Edit(RunCommand.RecordDecision c, Run run, Proposal proposal)
    {
        if (c.Edited is not { } edited) return Refuse(RefusalCode.InvalidRequest, "An edit needs arguments.");
        if (!edited.MayGo) return new Ruling<RunEvent>.Refused(new Refusal(RefusalCode.ValidationFailed, "The edited arguments do not pass.") { Findings = WhyNot(edited) });
        if (!c.IsWithinAuthority) return new Ruling<RunEvent>.Refused(BeyondAuthority);
        if (c.WhyNotCritical is { } notNow && edited.Terms!.Reversibility >= Reversibility.Critical) return new Ruling<RunEvent>.Refused(notNow);
        if (c.WhyNotEditor is { } editor && edited.Terms!.Reversibility >= Reversibility.Irreversible) return new Ruling<RunEvent>.Refused(editor);
        if (edited.ArgumentsHash == proposal.ArgumentsHash) return Accept(run, Approve(c, proposal.Id, c.ViewHash));
        var needed = Math.Max(edited.Terms!.ApprovalsNeeded, proposal.Terms.ApprovalsNeeded);
        if (needed <= 1) return Accept(run, new RunEvent.ProposalEdited(
            proposal.Id, c.DecisionId, c.Fingerprint, c.By, c.ViewHash, edited.Arguments, edited.ArgumentsHash, edited.Terms, edited.Validation, edited.Facts, c.Reason, "", c.At)
            { Grounding = edited.Grounding.IsEmpty ? null : edited.Grounding, Checked = c.Checked, SeenFor = c.SeenFor });

        // The others approved other bytes: a new proposal, on which the editor's approval is the first.
        var withdrawn = new RunEvent.ProposalWithdrawn(proposal.Id, c.By, "Edited; a new proposal takes its place.", true, c.At);
        var made = Propose(run.Calls[proposal.CallId], edited with { Terms = edited.Terms with { ApprovalsNeeded = needed } }, proposal.Id,
            [new(Difference.Reviewer, "", proposal.Arguments, edited.Arguments)], c.At);
        var shown = RunEvolution.Evolve(RunEvolution.Evolve(run, withdrawn), made).Proposals[made.ProposalId];
        return Accept(run, withdrawn, made, Approve(c, made.ProposalId, shown.ViewHash, edited.ArgumentsHash));
    }

    /// <summary>How often one deed is sent back to the model: after that, a person edits it or says no.</summary>
    public const int MostRevisions = 2;

    private static Ruling<RunEvent> Revise(RunCommand.RecordDecision c, Run run, Proposal proposal)
    {
        var (effect, isAnswer) = (proposal.Terms.EffectHash, run.Calls[proposal.CallId].IsAnswer);
        if (run.Calls.Values.Count(x => x.Status is CallStatus.Revised && (isAnswer ? x.IsAnswer : x.Terms!.EffectHash == effect)) >= MostRevisions)
            return Refuse(RefusalCode.InvalidRequest, $"This action was sent back {MostRevisions} times already; edit it, answer in its place or reject it.");
        return Accept(run, [
            new RunEvent.ProposalRevised(proposal.Id, c.DecisionId, c.Fingerprint, c.By, c.ViewHash, c.Reason, c.At) { SeenFor = c.SeenFor },
            .. WithdrawFollowers(run, run.Calls[proposal.CallId], c.At)]);
    }

    private static Ruling<RunEvent> Reject(RunCommand.RecordDecision c, Run run, Proposal proposal)
    {
        var call = run.Calls[proposal.CallId];
        var rejected = new RunEvent.ProposalRejected(
            proposal.Id, c.DecisionId, c.Fingerprint, c.By, c.ViewHash, c.Reason, proposal.Terms.EffectHash, c.StopsRun, c.At) { SeenFor = c.SeenFor };
        var followers = StepOrder.MeantToFollow(run, call).ToList();
        var likes = StepOrder.Likes(run, call).Except(followers).Select(like => Withdraw(run, like, Actor.Console, "A person rejected the same action.", c.At));
        RunEvent[] stop = c.StopsRun && run.Cancelling is null ? [new RunEvent.CancelRequested(c.By, c.Reason, c.At)] : [];
        return Accept(run, [rejected, .. followers.Select(f => WithdrawFollower(run, f, c.At)), .. likes, .. stop]);
    }

    private static Ruling<RunEvent> VoidApprovals(RunCommand.VoidApprovals c, Run run)
    {
        if (run.End is not null) return Nothing;
        IEnumerable<RunEvent> voided =
            from proposal in run.Proposals.Values
            where run.StatusOf(proposal) is ProposalStatus.Pending or ProposalStatus.Approved
            let lost = proposal.Approvals.Where(a => c.Blocked.Any(b => b.Voids(a.By, a.At))).Select(a => a.DecisionId).ToList()
            where lost.Count > 0
            orderby proposal.Id
            select new RunEvent.ApprovalsVoided(proposal.Id, lost, c.At);
        var (events, after) = (new List<RunEvent>(), run);
        foreach (var e in voided.Cast<RunEvent.ApprovalsVoided>())
        {
            var call = after.Calls[after.Proposals[e.ProposalId].CallId];
            events.Add(call.HasLostSending ? LeftUnclear(call, c.At) : WaitsAgain(after, e.ProposalId, e, Actor.Console, "Who approved it was blocked."));
            after = RunEvolution.Evolve(after, events[^1]);
        }

        return Accept(run, [.. events]);
    }

    /// <summary>An approval that counts no more puts its proposal back among those that wait. Where as many wait as may, the call is proposed anew when there is room.</summary>
    private static RunEvent WaitsAgain(Run run, string proposalId, RunEvent back, Actor by, string why) => run.Proposals[proposalId].IsPending || run.HasRoomForProposal
        ? back
        : new RunEvent.ProposalWithdrawn(proposalId, by, $"{why} It is proposed again when one of those that wait is decided.", true, back.At);

    private static Ruling<RunEvent> WithdrawProposal(RunCommand.WithdrawProposal c, Run run)
    {
        if (!run.Proposals.TryGetValue(c.ProposalId, out var proposal)) return Refuse(RefusalCode.UnknownProposal, "There is no such proposal.");
        if (proposal.Answered is ProposalStatus.Withdrawn) return Nothing;
        if (!proposal.IsPending) return Refuse(RefusalCode.AlreadyDecided, AlreadyDecided(proposal));
        return Accept(run, [
            new RunEvent.ProposalWithdrawn(proposal.Id, c.By, c.Reason, false, c.At),
            .. WithdrawFollowers(run, run.Calls[proposal.CallId], c.At)]);
    }

    private static Ruling<RunEvent> Recall(RunCommand.RecallApproval c, Run run)
    {
        if (!run.Proposals.TryGetValue(c.ProposalId, out var proposal)) return Refuse(RefusalCode.UnknownProposal, "There is no such proposal.");
        if (proposal.IsPending) return Nothing;
        var isHeld = run.StatusOf(proposal) is ProposalStatus.Approved && run is { End: null } && !run.Calls[proposal.CallId].HasLostSending;
        return isHeld ? Accept(run, WaitsAgain(run, proposal.Id, new RunEvent.ProposalRecalled(proposal.Id, c.By, c.At), c.By, "The approval was recalled."))
            : Refuse(RefusalCode.AlreadyDecided, "The call is no longer held: it was sent, or settled.");
    }
}
