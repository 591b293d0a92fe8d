namespace ApprovalConsole.Domain.Runs;

/// <summary>A person's remark on a proposal, for the others who look at it.</summary>
public sealed record Comment(string Id, Actor By, Payload Text, DateTimeOffset At)
{
    /// <summary>Characters of one at most.</summary>
    public const int Longest = 2_000;

    /// <summary>Remarks on one proposal at most.</summary>
    public const int Most = 50;
}
