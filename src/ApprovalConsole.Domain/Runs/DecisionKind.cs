namespace ApprovalConsole.Domain.Runs;

/// <summary>A person's answer to a proposal.</summary>
public enum DecisionKind
{
    Approve,

    /// <summary>Approve with other arguments.</summary>
    Edit,

    /// <summary>Back to the model: try again like this.</summary>
    Revise,
    Reject,

    /// <summary>A person's result in the tool's place.</summary>
    Respond,
}
