using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>A tool as the API shows it.</summary>
/// <param name="StatusReason">Why it cannot be called; null while it can.</param>
public sealed record ToolView(
    string Id, string Source, string Name, string Description, JsonElement Schema, string DefinitionHash, JsonElement? Annotations,
    PolicyView Policy, ToolStatus Status, string? StatusReason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] AdmissionView? Admitted)
{
    /// <summary>JSON Schema of the result, where the source declares one.</summary>
    public JsonElement? OutputSchema { get; init; }

    public static ToolView Of(Tool tool) => new(
        tool.Id, tool.Definition.Source, tool.Definition.Name, tool.Definition.Description, tool.Definition.Schema, tool.Definition.Hash,
        tool.Definition.Annotations, new(tool.PolicyVersion, tool.Policy), tool.Status, tool.StatusReason,
        tool.Admitted is { } a ? new(a.DefinitionHash, a.At, a.By.Name, JsonElement.Parse(a.Definition)) : null) { OutputSchema = tool.Definition.OutputSchema };
}

/// <summary>Which definition of the tool was admitted.</summary>
/// <param name="Definition"><c>{name, description, inputSchema, outputSchema, annotations}</c> as it was then.</param>
public sealed record AdmissionView(string DefinitionHash, DateTimeOffset At, string By, JsonElement Definition);

/// <summary>One version of a policy.</summary>
/// <param name="ConfirmedBy">The second admin, where one had to agree.</param>
/// <param name="IsSealed">It carries the console's mark; one that does not was written by hand and never counted.</param>
public sealed record PolicyVersionView(int Version, DateTimeOffset At, string By, string? ConfirmedBy, ToolPolicy Policy, bool IsSealed);

/// <summary>A policy that waits for another admin.</summary>
/// <param name="Version">The version that was edited.</param>
public sealed record PolicyChangeView(string Id, int Version, DateTimeOffset At, string By, ToolPolicy Policy);

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
