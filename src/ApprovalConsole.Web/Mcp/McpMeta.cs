using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator.Runs;

namespace ApprovalConsole.Web.Mcp;

/// <summary>What a call may say beside its arguments, as over HTTP. Others put words of their own there.</summary>
internal sealed record McpMeta(PrincipalRequest? OnBehalfOf = null, string? Rationale = null, string? SessionId = null, string? IdempotencyKey = null)
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web);

    /// <param name="given">As <see cref="WhyNot"/> has nothing against it.</param>
    public static McpMeta Read(JsonObject? given) => given?.Deserialize<McpMeta>(Lenient) ?? new();

    /// <returns>The place that cannot be read; null where all can.</returns>
    public static string? WhyNot(JsonElement given)
    {
        if (given.ValueKind is JsonValueKind.Null) return null;
        if (given.ValueKind is not JsonValueKind.Object) return "$";
        try
        {
            given.Deserialize<McpMeta>(Lenient);
            return null;
        }
        catch (JsonException e)
        {
            return e.Path ?? "$";
        }
    }
}
