namespace ApprovalConsole.Orchestrator.Proposals;

/// <summary>What one person may answer to one proposal.</summary>
/// <param name="WhyNotDecide">Why no answer of theirs counts; null where it does.</param>
/// <param name="WhyNotApprove">Why they may not approve it as it stands; null where they may.</param>
public sealed record Standing(string? WhyNotDecide, string? WhyNotApprove)
{
    /// <summary>It still waits for answers.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>An equal call of another run whose outcome nobody knows: until it is settled nobody's approval is taken. Null where there is none.</summary>
    public string? UnknownLike { get; init; }

    public static readonly Standing Free = new(null, null);
}
