using System.Collections.Immutable;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Tools;

/// <summary>Whether a tool can be called, and if not, why.</summary>
public enum ToolStatus
{
    Active,

    /// <summary>Its definition is not the one that was admitted.</summary>
    Changed,
    NotAdmitted,
    Disabled,

    /// <summary>Its schema cannot be checked in full, so nothing of it is.</summary>
    Refused,

    /// <summary>Its server does not answer.</summary>
    Unreachable,
}

/// <summary>A tool as the console knows it now: definition, compiled schema, policy.</summary>
/// <param name="Schema">Null unless the status is active.</param>
/// <param name="PolicyVersion">0: no policy was ever laid down.</param>
/// <param name="StatusReason">Why it cannot be called.</param>
public sealed record Tool(
    ToolDefinition Definition, JsonSchema? Schema, ToolPolicy Policy, int PolicyVersion, ToolStatus Status, string? StatusReason = null)
{
    /// <summary>The policy's rules with their conditions compiled, in order.</summary>
    public ImmutableArray<CompiledRule> Rules { get; init; } = [];

    public string Id => Definition.Id;
}

/// <summary>A <see cref="ClassRule"/> ready to be asked.</summary>
public sealed record CompiledRule(JsonSchema When, Reversibility Reversibility);
