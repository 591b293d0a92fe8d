using System.Collections.Immutable;
using System.Text.Json;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>The answers that a question may have.</summary>
/// <param name="Answers">Words; what an agent may say besides is <see cref="Unknown"/>.</param>
/// <param name="Details">JSON Schema of what goes along with an agent's answer; null: nothing does.</param>
/// <param name="LeastConfidence">From 0 to 1: what an agent is less sure of than this counts as unknown. Null: any will do.</param>
/// <param name="NeedsEvidence">An agent must quote what it has seen, and the quotes must stand there.</param>
public sealed record Choice(ImmutableArray<string> Answers, JsonElement? Details = null, double? LeastConfidence = null, bool NeedsEvidence = false)
{
    /// <summary>Always allowed, to agents: a person is asked instead.</summary>
    public const string Unknown = "unknown";
}
