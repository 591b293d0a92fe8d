namespace ApprovalConsole.Domain.Checks;

/// <summary>What a probe says of a call whose outcome is unknown.</summary>
public enum ProbeFinding
{
    /// <summary>It was carried out.</summary>
    Found,

    /// <summary>Nothing of it is there: not yet, or not at all.</summary>
    NotFound,

    /// <summary>Nothing came back that says anything.</summary>
    CouldNotCheck,
}
