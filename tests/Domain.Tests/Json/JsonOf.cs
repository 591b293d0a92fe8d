using System.Text.Json;

namespace ApprovalConsole.Domain.Tests.Json;

/// <summary>JSON as a test writes it: in place.</summary>
internal static class JsonOf
{
    internal static JsonElement Text(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    internal static JsonElement Nested(int levels) => JsonDocument.Parse(
        $"{new string('[', levels)}{new string(']', levels)}", new JsonDocumentOptions { MaxDepth = levels + 1 }).RootElement;
}
