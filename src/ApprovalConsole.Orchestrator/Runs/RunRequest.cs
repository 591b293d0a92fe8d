using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>A task for an agent.</summary>
/// <param name="Limits">Can only narrow the agent's.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RunRequest(string? Agent, string? Input, PrincipalRequest? OnBehalfOf, LimitsRequest? Limits = null, JsonElement? Metadata = null);

/// <summary>The user on whose behalf the run acts.</summary>
/// <param name="Permissions">Left out: none. <c>*</c>: all.</param>
/// <param name="Token">A JWT of the issuer in the settings, in place of the rest: who it is is what the token says.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PrincipalRequest(
    string? Subject = null, IReadOnlyList<string>? Permissions = null, JsonElement? Attributes = null, string? Token = null)
{
    /// <summary>As the console knows the person whom the token names. Never what the caller says.</summary>
    [JsonIgnore]
    public string? Identity { get; init; }

    internal Principal ToPrincipal() =>
        new(Subject!, [.. Permissions ?? []], ObjectText(Attributes)) { Identity = Identity is { } identity ? new Payload(identity) : default(Payload?) };

    internal static string ObjectText(JsonElement? value) => value is { ValueKind: JsonValueKind.Object } given ? CanonicalJson.Of(given) : "{}";
}

/// <summary>Limits of one run. What is left out stays as the agent has it.</summary>
public sealed record LimitsRequest(int? Iterations = null, long? Tokens = null, decimal? CostUsd = null, double? WallClockSeconds = null)
{
    /// <summary>Words that are no limit of a run: whoever wrote one thinks that it narrows.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }

    /// <returns>Null where a limit is neither positive nor within the agent's.</returns>
    internal RunLimits? Narrow(RunLimits agent)
    {
        var narrowed = agent with
        {
            Iterations = Iterations ?? agent.Iterations, Tokens = Tokens ?? agent.Tokens, CostUsd = CostUsd ?? agent.CostUsd,
            WallClockSeconds = WallClockSeconds ?? agent.WallClockSeconds,
        };
        var isNarrower = narrowed.Iterations <= agent.Iterations && narrowed.Tokens <= agent.Tokens && narrowed.CostUsd <= agent.CostUsd
            && narrowed.WallClockSeconds <= agent.WallClockSeconds;
        return isNarrower && CostUsd is null or > 0 && narrowed is { Iterations: > 0, Tokens: > 0, WallClockSeconds: > 0 } ? narrowed : null;
    }
}
