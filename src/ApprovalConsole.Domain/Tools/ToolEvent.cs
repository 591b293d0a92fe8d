using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Domain.Tools;

/// <summary>What has happened to one tool's policy. Wire names are a contract: add, never rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(PolicySet), "tool.policySet.v1")]
public abstract record ToolEvent
{
    private ToolEvent() { }

    public abstract DateTimeOffset At { get; init; }

    /// <param name="Version">Counts the policy's versions; the settings' own is 1.</param>
    public sealed record PolicySet(string ToolId, int Version, ToolPolicy Policy, Actor By, DateTimeOffset At) : ToolEvent;
}
