using System.Text.Encodings.Web;
using System.Text.Json;

namespace ApprovalConsole.Web.Features.Tools;

/// <summary>JSON spread over lines.</summary>
public static class ToolJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Spread(JsonElement value) => JsonSerializer.Serialize(value, Options);
}
