namespace ApprovalConsole.SampleDesk;

/// <summary>A run that a fresh console starts by itself, so that there is something to see.</summary>
/// <param name="Input">The task, in the principal's words.</param>
/// <param name="Subject">On whose behalf it runs: the customer who wrote the ticket.</param>
/// <param name="Permissions">What the principal may do.</param>
/// <param name="Attributes">What is known of the principal: <c>customer_id</c> and <c>email</c>.</param>
public sealed record SampleRun(string Input, string Subject, IReadOnlyList<string> Permissions, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>The agent or pipeline that works on it.</summary>
    public string Agent { get; init; } = "desk";
}
