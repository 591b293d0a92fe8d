using System.Text.Json;
using ApprovalConsole.Orchestrator.Outside;

namespace ApprovalConsole.Web.Mcp;

/// <summary>What a client asks of the MCP server that cannot be asked. Looked for in front of that server, which writes whatever its tools throw into the log as an error of ours, with a stack.</summary>
internal sealed class McpFaults(McpTools tools)
{
    /// <summary>Seconds that one may wait for a decision, at most.</summary>
    public static int LongestWait => (int)OutsideCalls.LongestWait.TotalSeconds;

    /// <param name="message">The request, in the protocol's words.</param>
    /// <returns>Null where nothing is wrong that can be told from here.</returns>
    public McpFault? In(JsonElement message) => Text(message, "method") switch
    {
        "tools/list" or "tools/call" when !tools.IsThere => new("agent", $"There is no agent {tools.Agent} that runs elsewhere."),
        "tools/call" => message.TryGetProperty("params", out var asked) && asked.ValueKind is JsonValueKind.Object ? InCall(asked) : new("params", "params are missing."),
        _ => null,
    };

    private McpFault? InCall(JsonElement asked)
    {
        if (Text(asked, "name") is not { } name) return new("name", "name is missing.");
        var arguments = asked.TryGetProperty("arguments", out var given) && given.ValueKind is not JsonValueKind.Null ? given : JsonElement.Parse("{}");
        if (arguments.ValueKind is not JsonValueKind.Object) return new("arguments", "arguments must be an object.");
        if (asked.TryGetProperty("_meta", out var meta) && McpMeta.WhyNot(meta) is { } place) return new("_meta", $"_meta cannot be read: {place}");
        return name == McpTools.Follow ? InFollow(arguments) : tools.IdOf(name) is null ? new("name", $"There is no tool {name}.") : null;
    }

    private static McpFault? InFollow(JsonElement arguments)
    {
        if (Text(arguments, "proposalId") is null) return new("proposalId", "proposalId is missing.");
        return arguments.TryGetProperty("waitSeconds", out var wait) && !(wait.ValueKind is JsonValueKind.Number && wait.TryGetInt32(out var seconds) && seconds >= 0 && seconds <= LongestWait)
            ? new("waitSeconds", $"waitSeconds must be 0 to {LongestWait}.") : null;
    }

    private static string? Text(JsonElement of, string member) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}

/// <param name="Part">Of the request, in our words: it may be written into a log.</param>
/// <param name="Why">For the client, whose own words it may repeat.</param>
internal sealed record McpFault(string Part, string Why);
