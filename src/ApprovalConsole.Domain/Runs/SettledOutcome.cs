namespace ApprovalConsole.Domain.Runs;

/// <summary>What was found out about a call whose outcome was unknown.</summary>
public enum SettledOutcome
{
    Happened,
    DidNotHappen,

    /// <summary>It did not happen, and should: a new proposal, which needs its own decision.</summary>
    SendAgain,
}
