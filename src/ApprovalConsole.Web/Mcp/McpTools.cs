using System.Text.Json;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Orchestrator.Outside;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Web.Mcp;

/// <summary>The tools that a client of the MCP server sees: the admitted ones of its agent, and the one that follows a proposal.</summary>
internal sealed class McpTools(IHttpContextAccessor http, OutsideTools tools)
{
    /// <summary>Says what became of a call that waited for a person.</summary>
    public const string Follow = "get_proposal";

    private static readonly ModelContextProtocol.Protocol.Tool FollowTool = new()
    {
        Name = Follow,
        Description = "What became of a call that waits for a person, or waited: pending, executed with its result, rejected with the reason.",
        InputSchema = JsonElement.Parse("""
            { "type": "object", "required": ["proposalId"], "additionalProperties": false, "properties": {
              "proposalId": { "type": "string", "description": "As the call answered it" },
              "waitSeconds": { "type": "integer", "minimum": 0, "maximum": 30, "description": "How long to wait for a decision; 0 where left out" } } }
            """),
        Annotations = new() { ReadOnlyHint = true },
    };

    /// <summary>Which agent the address names.</summary>
    public string Agent => http.HttpContext!.Request.RouteValues[McpGate.AgentInPath] as string ?? AgentCatalog.ByMcp;

    /// <summary>Whether there is such an agent, and it runs elsewhere.</summary>
    public bool IsThere => tools.Of(Agent) is not null;

    public ListToolsResult List() => new() { Tools = [.. Offered().Where(t => t.Tool.Reversibility is not Reversibility.Forbidden).Select(t => Shown(t.Name, t.Tool)), FollowTool] };

    /// <returns>The tool's whole id; null where the agent has no such tool.</returns>
    public string? IdOf(string name) => Offered().Where(t => t.Name == name).Select(t => t.Tool.Id).FirstOrDefault();

    private IEnumerable<(string Name, OutsideTool Tool)> Offered() => (tools.Of(Agent) ?? throw new McpException($"There is no agent {Agent} that runs elsewhere."))
        .Select(t => (t.Name == Follow ? t.Id.Replace('.', '_') : t.Name, t));

    // No schema of results: a call that waits answers otherwise than the tool would.
    private static ModelContextProtocol.Protocol.Tool Shown(string name, OutsideTool tool) => new()
    {
        Name = name,
        Description = tool.Reversibility >= Reversibility.Irreversible ? $"{tool.Description.TrimEnd().TrimEnd('.')}. A person is asked before it happens.".TrimStart('.', ' ') : tool.Description,
        InputSchema = tool.Schema,
        Annotations = new() { ReadOnlyHint = tool.Reversibility is Reversibility.ReadOnly, DestructiveHint = tool.Reversibility >= Reversibility.Irreversible },
    };
}
