using System.Text.Json;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Agents;

namespace ApprovalConsole.Orchestrator.Outside;

/// <summary>The tools that an agent elsewhere may ask for.</summary>
public sealed class OutsideTools
{
    private readonly AgentCatalog _agents;
    private readonly AgentTools _tools;

    internal OutsideTools(AgentCatalog agents, AgentTools tools) => (_agents, _tools) = (agents, tools);

    /// <summary>By the names that models take: short where they are unique.</summary>
    /// <returns>Null where no agent of that name runs elsewhere.</returns>
    public IReadOnlyList<OutsideTool>? Of(string agent) => _agents.FindExternal(agent) is null ? null
        : [.. ToolNames.For(_tools.OfExternal(agent).Select(t => t.Tool)).Select(t => new OutsideTool(t.Name, t.Tool.Id, t.Tool.Definition.Description, t.Tool.Definition.Schema, t.Tool.Policy.Reversibility))];
}

/// <summary>One of them.</summary>
/// <param name="Name">As its model may call it.</param>
/// <param name="Schema">Of its arguments.</param>
/// <param name="Reversibility">The class that its calls have at least.</param>
public sealed record OutsideTool(string Name, string Id, string Description, JsonElement Schema, Reversibility Reversibility);
