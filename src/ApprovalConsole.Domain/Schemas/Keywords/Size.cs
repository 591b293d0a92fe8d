using System.Globalization;
using System.Text.Json;

namespace ApprovalConsole.Domain.Schemas.Keywords;

/// <summary>Sizes as JSON Schema counts them, and the words for their bounds.</summary>
internal static class Size
{
    internal static string AtMost(int bound) => string.Create(CultureInfo.InvariantCulture, $"at most {bound}");

    internal static string AtLeast(int bound) => string.Create(CultureInfo.InvariantCulture, $"at least {bound}");

    // RFC 8259 characters are code points: a pair of surrogates is one.
    internal static int InCodePoints(JsonElement value)
    {
        var text = value.GetString()!;
        return text.Length - text.Count(char.IsLowSurrogate);
    }
}
