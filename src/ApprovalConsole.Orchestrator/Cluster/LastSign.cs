namespace ApprovalConsole.Orchestrator.Cluster;

/// <summary>When anything was last written before this process began; null: never.</summary>
internal sealed class LastSign
{
    public DateTimeOffset? At { get; set; }
}
