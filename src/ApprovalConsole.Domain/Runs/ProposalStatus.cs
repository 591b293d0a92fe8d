namespace ApprovalConsole.Domain.Runs;

/// <summary>Where a proposal stands, as API and pages name it.</summary>
public enum ProposalStatus
{
    Pending,
    Approved,
    Rejected,
    Executing,
    Executed,
    Failed,
    OutcomeUnknown,
    Expired,
    Stale,
    Withdrawn,
}
