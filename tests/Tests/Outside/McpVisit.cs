using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Tests.Hosting;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Tests.Outside;

/// <summary>An official client at the console's MCP server.</summary>
internal static class McpVisit
{
    /// <param name="agent">Empty: the one of whoever names none.</param>
    /// <param name="key">Of a program; null: the person's own.</param>
    public static async Task<McpClient> OpenAsync(ConsoleProcess console, string person = "sam", string agent = "shopper", string? key = null) => await McpClient.CreateAsync(
        new HttpClientTransport(new()
        {
            Endpoint = new(console.Address, agent.Length > 0 ? $"/mcp/{agent}" : "/mcp"), TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {key ?? $"demo-{person}"}" },
        }), cancellationToken: TestContext.Current.CancellationToken);

    /// <param name="meta">JSON beside the arguments.</param>
    public static async Task<CallToolResult> AskAsync(this McpClient client, string tool, object arguments, string? meta = null) => await client.CallToolAsync(
        new CallToolRequestParams
        {
            Name = tool, Arguments = JsonSerializer.SerializeToElement(arguments).EnumerateObject().ToDictionary(p => p.Name, p => p.Value), Meta = meta is null ? null : JsonNode.Parse(meta)!.AsObject(),
        }, TestContext.Current.CancellationToken);

    public static string Text(this CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;

    public static JsonElement Json(this CallToolResult result) => JsonElement.Parse(result.Text());
}
