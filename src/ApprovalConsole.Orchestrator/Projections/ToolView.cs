using System.Text.Json;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>A tool as the API shows it.</summary>
/// <param name="StatusReason">Why it cannot be called; null while it can.</param>
public sealed record ToolView(
    string Id, string Source, string Name, string Description, JsonElement Schema, string DefinitionHash, JsonElement? Annotations,
    PolicyView Policy, ToolStatus Status, string? StatusReason)
{
    /// <summary>As what agents may see it; null where it was never admitted.</summary>
    public AdmissionView? Admitted { get; init; }

    /// <summary>What the definition's hash is of.</summary>
    public JsonElement? Definition { get; init; }

    public static ToolView Of(Tool tool) => new(
        tool.Id, tool.Definition.Source, tool.Definition.Name, tool.Definition.Description, tool.Definition.Schema, tool.Definition.Hash,
        tool.Definition.Annotations, new(tool.PolicyVersion, tool.Policy), tool.Status, tool.StatusReason)
    {
        Definition = tool.Definition.ToJson(),
    };
}

/// <summary>Who let agents see a tool, and as what.</summary>
/// <param name="Definition">JSON of <c>{name, description, inputSchema, outputSchema, annotations}</c>.</param>
public sealed record AdmissionView(string DefinitionHash, string By, DateTimeOffset At, JsonElement Definition)
{
    public static AdmissionView? Of(ToolEvent.Admitted? admitted) =>
        admitted is null ? null : new(admitted.DefinitionHash, admitted.By.Name, admitted.At, JsonElement.Parse(admitted.Definition));
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
