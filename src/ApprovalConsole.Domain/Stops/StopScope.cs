namespace ApprovalConsole.Domain.Stops;

/// <summary>What a stop holds: everything, one tool, or one agent.</summary>
/// <param name="Tool">The tool's id; null where the stop is not of a tool.</param>
/// <param name="Agent">The agent's name; null where the stop is not of an agent.</param>
public sealed record StopScope(string? Tool, string? Agent)
{
    private const string Everything = "all";
    private const string OfTool = "tool:";
    private const string OfAgent = "agent:";
    private const int Longest = 300;

    public static readonly StopScope All = new(null, null);

    public bool IsAll => this is { Tool: null, Agent: null };

    /// <summary>Reads <c>all</c>, <c>tool:ID</c> or <c>agent:NAME</c>.</summary>
    /// <returns>Null where it is none of them.</returns>
    public static StopScope? Read(string? word) => word switch
    {
        null or { Length: > Longest } => null,
        Everything => All,
        _ when NameAfter(OfTool, word) is { } tool => new(tool, null),
        _ when NameAfter(OfAgent, word) is { } agent => new(null, agent),
        _ => null,
    };

    /// <summary>True where nothing of the agent may begin.</summary>
    public bool HoldsAgent(string agent) => IsAll || Agent == agent;

    /// <summary>True where no call of the tool may be sent, whoever asks.</summary>
    public bool HoldsTool(string toolId) => IsAll || Tool == toolId;

    /// <summary>As it is sent and journaled.</summary>
    public override string ToString() => this switch
    {
        { Tool: { } tool } => OfTool + tool,
        { Agent: { } agent } => OfAgent + agent,
        _ => Everything,
    };

    private static string? NameAfter(string prefix, string word) =>
        word.StartsWith(prefix, StringComparison.Ordinal) && word.Length > prefix.Length ? word[prefix.Length..] : null;
}
