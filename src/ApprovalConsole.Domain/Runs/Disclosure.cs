namespace ApprovalConsole.Domain.Runs;

/// <summary>Where several people decide, each decides unseen: while the call waits, nobody is told who approved it, nor what they said.</summary>
public static class Disclosure
{
    /// <summary>Stands for a person who is not named yet.</summary>
    public static readonly Actor Undisclosed = new("undisclosed", "undisclosed until it is settled", Channel.Console);

    /// <summary>Whether an event could name somebody too early, whatever the run's state.</summary>
    public static bool IsDelicate(RunEvent @event) => @event is RunEvent.ProposalApproved or RunEvent.ApprovalsVoided or RunEvent.ProposalWithdrawn { CallStays: true } or RunEvent.ProposalCommented or RunEvent.ProposalHandedOver;

    /// <param name="run">The run as it stands now, the event included.</param>
    /// <returns>The event itself, unless it would name somebody too early.</returns>
    public static RunEvent ToOthers(RunEvent @event, Run run) => @event switch
    {
        RunEvent.ProposalApproved e when IsOpen(run, e.ProposalId) => e with { By = Undisclosed, DecisionId = "", Fingerprint = "", Reason = "", Mac = "", Checked = null },
        RunEvent.ApprovalsVoided e when IsOpen(run, e.ProposalId) => e with { DecisionIds = [] },
        RunEvent.ProposalWithdrawn { CallStays: true } e when IsOpen(run, e.ProposalId) => e with { By = Undisclosed }, // whoever edited is the first to approve its successor
        RunEvent.ProposalCommented e when IsOpen(run, e.ProposalId) => e with { By = Undisclosed, Text = "" },
        RunEvent.ProposalHandedOver e when IsOpen(run, e.ProposalId) => e with { By = Undisclosed, Note = "" },
        _ => @event,
    };

    /// <summary>Whether others still decide on what this proposal is about.</summary>
    /// <remarks>An approval that lapsed with its proposal is one person's word on the same call all the same.</remarks>
    public static bool IsOpen(Run run, string proposalId) =>
        run.Proposals[proposalId] is { Decision: null } proposal
        && run.Calls[proposal.CallId] is { Status: CallStatus.Waiting, ProposalId: { } current }
        && run.Proposals[current].Terms.ApprovalsNeeded > 1;
}
