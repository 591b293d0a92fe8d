using ApprovalConsole.Orchestrator.Agents;
using ApprovalConsole.Web.Api;
using Microsoft.AspNetCore.Http.Features;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Web.Mcp;

/// <summary>The console as an MCP server: its tools are those that an agent elsewhere may ask for, and each call goes through the gate. To decide and to configure are no tools.</summary>
/// <remarks>The server keeps nothing of its clients, so that a call that waits outlives each of them, and a restart of the console too. What a client calls its session is only a name here.</remarks>
internal static class McpGate
{
    /// <summary>For the agent <see cref="AgentCatalog.ByMcp"/>; with <c>/NAME</c> behind it for another of <c>ExternalAgents</c>.</summary>
    public const string Path = "/mcp";

    /// <summary>Of the address: which agent calls.</summary>
    public const string AgentInPath = "agent";

    public static void AddMcpGate(this IServiceCollection services)
    {
        services.AddHttpContextAccessor().AddSingleton<McpTools>().AddSingleton<McpFaults>().AddSingleton<McpCalls>();
        services.AddMcpServer(o =>
        {
            o.ServerInfo = new Implementation { Name = "ApprovalConsole", Version = "1" };
            o.ServerInstructions = $"Some calls are carried out only after a person has agreed. Such a call answers at once with status pending and a proposalId: ask {McpTools.Follow} what became of it, and do not make the call again.";
        }).WithHttpTransport(o => o.Stateless = true)
            .WithListToolsHandler((request, _) => ValueTask.FromResult(Services(request.Services).GetRequiredService<McpTools>().List()))
            .WithCallToolHandler((request, ct) => Services(request.Services).GetRequiredService<McpCalls>().CallAsync(request, ct));
    }

    public static void MapMcpGate(this WebApplication app)
    {
        foreach (var path in new[] { Path, $"{Path}/{{{AgentInPath}}}" }) app.MapMcp(path).RequireAuthorization(Permit.Operator).WithTags("MCP").ExcludeFromDescription();
    }

    private static IServiceProvider Services(IServiceProvider? services) => services ?? throw new InvalidOperationException("The request came without services.");
}
