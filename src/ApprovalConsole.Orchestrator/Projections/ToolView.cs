using System.Text.Json;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>A tool as the API shows it.</summary>
/// <param name="StatusReason">Why it cannot be called; null while it can.</param>
public sealed record ToolView(
    string Id, string Source, string Name, string Description, JsonElement Schema, string DefinitionHash, JsonElement? Annotations,
    PolicyView Policy, ToolStatus Status, string? StatusReason)
{
    public static ToolView Of(Tool tool) => new(
        tool.Id, tool.Definition.Source, tool.Definition.Name, tool.Definition.Description, tool.Definition.Schema, tool.Definition.Hash,
        tool.Definition.Annotations, new(tool.PolicyVersion, tool.Policy), tool.Status, tool.StatusReason);
}

/// <summary>Where tools come from: an MCP server, or the functions of this process.</summary>
/// <param name="Status"><c>Connected | Unreachable</c>.</param>
/// <param name="Reason">Why it is unreachable; null while it is not.</param>
public sealed record SourceView(string Name, string Status, string? Reason, int Tools);

/// <summary>A policy with its version, in one object.</summary>
public sealed record PolicyView : ToolPolicy
{
    public PolicyView(int version, ToolPolicy policy) : base(policy) => Version = version;

    /// <summary>0: nobody has laid one down; the defaults hold.</summary>
    public int Version { get; }
}
