using System.Text.Json;
using ApprovalConsole.Orchestrator.Receipts;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>One call on its way out.</summary>
/// <param name="Arguments">Canonical.</param>
/// <param name="IsWrite">Whether an answer that says nothing means that nobody knows.</param>
/// <param name="Receipt">What the tool may be told of how the call came to be.</param>
internal sealed record Sending(string ExecutionId, string ToolId, JsonElement Arguments, bool IsWrite, Receipt Receipt)
{
    /// <summary>How long the answer is waited for.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The tool's name at its source.</summary>
    public string ToolName => ToolId[(ToolId.IndexOf('.') + 1)..];
}
