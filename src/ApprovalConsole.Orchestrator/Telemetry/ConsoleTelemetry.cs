namespace ApprovalConsole.Orchestrator.Telemetry;

/// <summary>What a host with OpenTelemetry of its own listens to.</summary>
public static class ConsoleTelemetry
{
    /// <summary>Of the source of spans, and of the meter.</summary>
    public const string Name = "ApprovalConsole";
}
