using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>An agent that runs elsewhere and sends its calls through the gate: what it may call, and where it stops.</summary>
public sealed record ExternalAgentSettings
{
    public const string Section = "ExternalAgents";

    /// <summary>Tool ids, or <c>source.*</c> for all of a source, or <c>*</c>.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>What it is for, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>Default: enforce.</summary>
    public GateMode Mode { get; init; }

    /// <summary>Of one session. Its replies are not counted here, for nobody here sees them. Default 1,000 calls, 200 writes, 5 open proposals, 900 s in which a tool was at work.</summary>
    public RunLimits Limits { get; init; } = new() { Calls = 1000, Writes = 200, WallClockSeconds = 900 };

    /// <summary>How long no call comes before a session ends. Default: a day.</summary>
    public TimeSpan SessionEndsAfter { get; init; } = TimeSpan.FromDays(1);
}

/// <summary>Whether the gate stands in the way.</summary>
public enum GateMode
{
    /// <summary>What passes is sent; what a person must see waits.</summary>
    Enforce,

    /// <summary>Every call is checked, and said what would become of it. None is sent, and nobody is asked: the agent goes on with tools of its own.</summary>
    Observe,
}
