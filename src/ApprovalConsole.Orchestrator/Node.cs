using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator;

/// <summary>This process, by name and by the epoch that began with its start.</summary>
internal sealed class Node
{
    public Owner Self { get; } = new(Environment.MachineName, Guid.NewGuid().ToString("N"));
}
