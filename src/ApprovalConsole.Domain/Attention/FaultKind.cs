namespace ApprovalConsole.Domain.Attention;

/// <summary>What is wrong with a proposal that was made up.</summary>
public enum FaultKind
{
    /// <summary>A value that stands where the right one would stand in something else that the agent read.</summary>
    OfAnother,

    /// <summary>A value that stands in nothing that the agent read.</summary>
    NotSeen,
}
