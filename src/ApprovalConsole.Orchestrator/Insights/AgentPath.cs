using System.Collections.Immutable;

namespace ApprovalConsole.Orchestrator.Insights;

/// <summary>The way that nearly all runs of an agent went through its tools: a program could go it without a model.</summary>
/// <param name="Steps">The calls that went out, in order: ids of tools, or what the model called them.</param>
/// <param name="Taken">Runs that went exactly so.</param>
/// <param name="Runs">Runs of the agent that came to an end and were looked at.</param>
public sealed record AgentPath(string Agent, ImmutableArray<string> Steps, int Taken, int Runs);
