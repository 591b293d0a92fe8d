using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator;

/// <summary>This process, by name and by the epoch that began with its start.</summary>
internal sealed class Node(TimeProvider time)
{
    public Owner Self { get; } = new(Environment.MachineName, Guid.NewGuid().ToString("N"));

    /// <summary>When the epoch began.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();
}
