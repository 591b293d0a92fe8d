using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>Where tools come from: an MCP server, or functions in this process.</summary>
internal interface IToolSource
{
    string Name { get; }

    /// <summary>Its tools are functions of this process: who changes them changes the console too.</summary>
    bool IsOwnCode => false;

    /// <summary>Why its tools cannot be called now; null while they can.</summary>
    string? Unreachable { get; }

    /// <summary>What it offers, as last seen.</summary>
    IReadOnlyList<ToolDefinition> Tools { get; }

    /// <summary>Its tools, or whether it can be reached, are no longer what they were.</summary>
    event Action? Changed;

    /// <summary>Connects and lists. Never throws: what went wrong is in <see cref="Unreachable"/>.</summary>
    Task StartAsync(CancellationToken ct);

    /// <summary>Calls a tool once.</summary>
    Task<ToolOutcome> CallAsync(Sending sending, CancellationToken ct);
}
