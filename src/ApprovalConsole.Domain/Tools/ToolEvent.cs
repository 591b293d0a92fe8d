using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tools;

/// <summary>What has happened to one tool: which definition was admitted, and its policy. Wire names are a contract: add, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(PolicySet), "tool.policySet.v1")]
[JsonDerivedType(typeof(Admitted), "tool.admitted.v1")]
[JsonDerivedType(typeof(PolicyChangeProposed), "tool.policyChangeProposed.v1")]
[JsonDerivedType(typeof(PolicyChangeRejected), "tool.policyChangeRejected.v1")]
public abstract record ToolEvent
{
    private ToolEvent() { }

    public abstract DateTimeOffset At { get; init; }

    /// <param name="Version">Counts the policy's versions from 1.</param>
    /// <param name="SettingsHash">Of the settings' own policy that this version knows of; empty where the settings have none.</param>
    /// <param name="Mac">Under a key that is not in the database: a row that was written by hand does not loosen a tool.</param>
    public sealed record PolicySet(string ToolId, int Version, ToolPolicy Policy, string SettingsHash, Actor By, string Mac, DateTimeOffset At) : ToolEvent
    {
        /// <summary>The second admin, where one had to agree.</summary>
        public Actor? ConfirmedBy { get; init; }
    }

    /// <summary>The definition under which the tool may be called from now on.</summary>
    /// <param name="Definition">JSON of <c>{name, description, inputSchema, outputSchema, annotations}</c>: what an admin compares the next one with.</param>
    /// <param name="Mac">Under a key that is not in the database: a row that was written by hand admits nothing.</param>
    public sealed record Admitted(string ToolId, string Definition, string DefinitionHash, Actor By, string Mac, DateTimeOffset At) : ToolEvent
    {
        /// <summary>With the first tool that is admitted of a source: all that the source listed then, each as id and hash of its definition. Whoever finds only a part of them admitted admits the rest.</summary>
        public IReadOnlyList<string>? Contact { get; init; }
    }

    /// <summary>A policy that holds once another admin agrees.</summary>
    /// <param name="Version">The version that was edited: once it has moved, nobody can agree any more.</param>
    public sealed record PolicyChangeProposed(string ToolId, string ChangeId, int Version, ToolPolicy Policy, Actor By, string Mac, DateTimeOffset At) : ToolEvent;

    /// <summary>An admin turned a proposed policy down, or took it back.</summary>
    public sealed record PolicyChangeRejected(string ToolId, string ChangeId, Actor By, DateTimeOffset At) : ToolEvent;
}
