using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Tools;

/// <summary>What a source says of its tool.</summary>
/// <param name="Source">The name of the MCP server or in-process tool set in the settings.</param>
/// <param name="Schema">JSON Schema of the arguments.</param>
/// <param name="OutputSchema">JSON Schema of the result, where the source declares one.</param>
/// <param name="Annotations">MCP annotations as sent. They are claims: they fill in forms and decide nothing.</param>
public sealed record ToolDefinition(
    string Source, string Name, string Description, JsonElement Schema, JsonElement? OutputSchema = null, JsonElement? Annotations = null)
{
    public string Id => $"{Source}.{Name}";

    /// <summary>Lower-case hex SHA-256 of RFC 8785 <c>{name, description, inputSchema, outputSchema, annotations}</c>.</summary>
    /// <remarks>Of the text as it came where it has no canonical form; such a tool is refused anyway.</remarks>
    public string Hash { get; } = HashOf(ElementOf(Name, Description, Schema, OutputSchema, Annotations));

    /// <summary>What the hash is of, as JSON.</summary>
    public string ToJson() => ElementOf(Name, Description, Schema, OutputSchema, Annotations).GetRawText();

    private static JsonElement ElementOf(string name, string description, JsonElement inputSchema, JsonElement? outputSchema, JsonElement? annotations) =>
        JsonSerializer.SerializeToElement(new { name, description, inputSchema, outputSchema, annotations });

    private static string HashOf(JsonElement definition)
    {
        try
        {
            return CanonicalJson.Hash(definition);
        }
        catch (ArgumentException)
        {
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(definition.GetRawText())));
        }
    }
}
