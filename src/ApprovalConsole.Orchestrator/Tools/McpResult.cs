using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Runs;
using ModelContextProtocol.Protocol;

namespace ApprovalConsole.Orchestrator.Tools;

/// <summary>What an MCP server answered, as JSON.</summary>
internal static class McpResult
{
    public static ToolOutcome Of(CallToolResult result)
    {
        if (result.IsError is true) return new ToolOutcome.ReportedError(string.Join("\n", result.Content.OfType<TextContentBlock>().Select(t => t.Text)));
        if (result.StructuredContent is { } structured) return new ToolOutcome.Succeeded(Text(JsonNode.Parse(structured.GetRawText())));
        return new ToolOutcome.Succeeded(Text(result.Content is [TextContentBlock only] ? Words(only.Text) : new JsonArray([.. result.Content.Select(Block)])));
    }

    private static JsonNode? Block(ContentBlock block) =>
        block is TextContentBlock text ? Words(text.Text) : JsonSerializer.SerializeToNode(new { type = block.Type, note = "not text; left out" });

    /// <summary>Many servers answer JSON as text: an object or a list is taken as such, anything else is words.</summary>
    private static JsonNode? Words(string text)
    {
        if (text.TrimStart() is ['{' or '[', ..])
        {
            if (StrictJson.TryParse(text, out var value, out _)) return JsonNode.Parse(value.GetRawText()); // else it only looked like JSON, or says two things at once
        }

        return JsonValue.Create(text);
    }

    private static string Text(JsonNode? node) => node?.ToJsonString(Projections.ViewJson.Options) ?? "null";
}
