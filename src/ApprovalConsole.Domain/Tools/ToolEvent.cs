using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tools;

/// <summary>What has happened to one tool: its policy, its admission. Wire names are a contract: add, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(PolicySet), "tool.policySet.v1")]
[JsonDerivedType(typeof(Admitted), "tool.admitted.v1")]
public abstract record ToolEvent
{
    private ToolEvent() { }

    public abstract DateTimeOffset At { get; init; }

    /// <param name="Version">Counts the policy's versions from 1.</param>
    /// <param name="SettingsHash">Of the settings' own policy that this version knows of; empty where the settings have none.</param>
    /// <param name="Mac">Under a key that is not in the database: a row that was written by hand does not loosen a tool.</param>
    public sealed record PolicySet(string ToolId, int Version, ToolPolicy Policy, string SettingsHash, Actor By, string Mac, DateTimeOffset At) : ToolEvent;

    /// <summary>The tool may be seen by agents, as it is defined here and not otherwise.</summary>
    /// <param name="Definition">JSON of <c>{name, description, inputSchema, outputSchema, annotations}</c>, for comparing with what comes later.</param>
    /// <param name="Mac">Under a key that is not in the database.</param>
    public sealed record Admitted(string ToolId, string DefinitionHash, string Definition, Actor By, string Mac, DateTimeOffset At) : ToolEvent;
}
