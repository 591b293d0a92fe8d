using System.Text.Json;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>One call on its way out.</summary>
/// <param name="Arguments">Canonical.</param>
/// <param name="IsWrite">Whether an answer that says nothing means that nobody knows.</param>
internal sealed record Sending(string ExecutionId, string ToolId, JsonElement Arguments, bool IsWrite)
{
    /// <summary>The tool's name at its source.</summary>
    public string ToolName => ToolId[(ToolId.IndexOf('.') + 1)..];
}
