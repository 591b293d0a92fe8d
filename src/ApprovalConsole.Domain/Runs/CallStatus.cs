namespace ApprovalConsole.Domain.Runs;

/// <summary>Where a tool call stands. From <see cref="Succeeded"/> on it is settled: the model has its answer.</summary>
public enum CallStatus
{
    /// <summary>Asked for, not yet validated.</summary>
    Requested,

    /// <summary>Validated, and may go without a person.</summary>
    Ready,

    /// <summary>Its proposal is pending.</summary>
    Waiting,
    Approved,

    /// <summary>Sent, or about to be.</summary>
    Out,

    /// <summary>A child run works on it.</summary>
    Delegated,

    /// <summary>Sent, and nobody can say if it happened.</summary>
    Unknown,

    Succeeded,
    Failed,

    /// <summary>A layer, a cap or a denial kept it from running.</summary>
    Refused,
    Rejected,
    Revised,
    Responded,
    Expired,
    Withdrawn,

    /// <summary>It passed, and is not sent: its session is only observed.</summary>
    Observed,
}
