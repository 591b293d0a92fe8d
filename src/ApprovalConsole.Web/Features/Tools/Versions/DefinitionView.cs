using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Web.Features.Tools.Versions;

/// <summary>What a tool's source says of it, beside what was admitted.</summary>
/// <param name="Now">As JSON, members in order of their names.</param>
/// <param name="Diff">From what was admitted; empty where that is the same, or nothing was.</param>
public sealed record DefinitionView(ToolView Tool, string Now, ImmutableArray<DiffLine> Diff)
{
    public static DefinitionView Of(ToolView tool)
    {
        var now = SpreadJson.Sorted(JsonSerializer.SerializeToElement(new { name = tool.Name, description = tool.Description, inputSchema = tool.Schema, outputSchema = tool.OutputSchema, annotations = tool.Annotations }));
        return new(tool, now, tool.Admitted is { } admitted ? LineDiff.Between(SpreadJson.Sorted(admitted.Definition), now) : []);
    }

    /// <summary>It cannot be called until an admin admits it.</summary>
    public bool Waits => Tool.Status is ToolStatus.NotAdmitted or ToolStatus.Changed;

    public string Says => Tool switch
    {
        { Status: ToolStatus.NotAdmitted } => "It appeared after the server's first contact and no admin has admitted it. Agents do not see it.",
        { Status: ToolStatus.Changed } => "The server defines it otherwise than it was admitted. It cannot be called until an admin has looked at what changed.",
        { Admitted: null } => "It was never admitted.",
        _ => "It is defined as it was admitted.",
    };
}
