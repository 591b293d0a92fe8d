using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Pipelines;

/// <summary>A pipeline as runs that are started now will follow it.</summary>
/// <param name="Hash">Of the definition: a run says which one it keeps to.</param>
/// <param name="File">The name of the file that it was read from; null: it is written in C#.</param>
/// <param name="Agents">Those that it asks.</param>
/// <param name="Faults">Why no run of it can be started now; empty where one can.</param>
/// <param name="Nodes">None of them reached.</param>
public sealed record PipelineView(
    string Name, string Description, string Hash, string? File, IReadOnlyList<string> Agents, IReadOnlyList<string> Tools, RunLimits Limits, IReadOnlyList<string> Faults, IReadOnlyList<FlowNodeView> Nodes);
