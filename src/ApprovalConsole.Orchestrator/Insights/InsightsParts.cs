namespace ApprovalConsole.Orchestrator.Insights;

/// <summary>What of the insights was read.</summary>
[Flags]
public enum InsightsParts
{
    None = 0,

    /// <summary>How runs ended, day by day, and what models cost.</summary>
    Ends = 1,

    Tools = 2,

    Asked = 4,

    /// <summary>How long proposals waited.</summary>
    Times = 8,

    /// <summary>How long people looked.</summary>
    People = 16,

    Caught = 32,

    Halts = 64,

    Paths = 128,

    All = Ends | Tools | Asked | Times | People | Caught | Halts | Paths,
}
