using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;
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

    /// <summary>Its server does not answer now. Agents see it all the same: a call tries to reach it, and what a run was told of its tools stays as it was.</summary>
    Unreachable,
}

/// <summary>A tool as the console knows it now: definition, compiled schema, policy.</summary>
/// <param name="Schema">Null where nothing of it can be checked.</param>
/// <param name="PolicyVersion">0: no policy was ever laid down.</param>
/// <param name="StatusReason">Why it cannot be called.</param>
public sealed record Tool(
    ToolDefinition Definition, JsonSchema? Schema, ToolPolicy Policy, int PolicyVersion, ToolStatus Status, string? StatusReason = null)
{
    /// <summary>The policy's rules with their conditions compiled, in order.</summary>
    public ImmutableArray<CompiledRule> Rules { get; init; } = [];

    /// <summary>What its results must satisfy. Null where the source declares nothing, or something that cannot be checked in full: nothing that a call
    /// may do rests on it, so the tool stays and its results go unchecked.</summary>
    public JsonSchema? ResultSchema { get; init; }

    /// <summary>Names of the checks in code that the host brought for it.</summary>
    public ImmutableArray<string> Checks { get; init; } = [];

    /// <summary>The standing approval in force, with who made it and who confirmed it; null where there is none.</summary>
    public CompiledStanding? Standing { get; init; }

    /// <summary>Which definition was admitted, when and by whom; null where none ever was.</summary>
    public ToolEvent.Admitted? Admitted { get; init; }

    public string Id => Definition.Id;

    /// <summary>Whether agents see it and calls of it are checked, whether its server answers now or not.</summary>
    public bool IsOffered => Status is ToolStatus.Active or ToolStatus.Unreachable;
}

/// <summary>A <see cref="StandingRule"/> ready to be asked.</summary>
/// <param name="By">In words: which version, made and confirmed by whom.</param>
public sealed record CompiledStanding(JsonSchema When, ImmutableArray<QuotaRule> Quotas, DateTimeOffset ExpiresAt, string By);

/// <summary>A <see cref="ClassRule"/> ready to be asked.</summary>
public sealed record CompiledRule(JsonSchema When, Reversibility Reversibility)
{
    // A condition that took too long to find out holds: rules raise, and what cannot be checked is not let by.
    private static readonly string[] Undecided = ["tooComplex", "patternTimeout", "referenceCycle"];

    public bool Holds(JsonElement arguments) => When.Evaluate(arguments) is var findings && (findings.IsEmpty || findings.Any(IsUndecided));

    internal static bool IsUndecided(SchemaFinding finding) => Undecided.Contains(finding.Code);
}
