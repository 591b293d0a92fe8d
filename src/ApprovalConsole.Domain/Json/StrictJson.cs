using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Json;

/// <summary>
/// Lets in only text that every parser reads as the same value, so that what is checked, what is shown and what the tool
/// receives cannot differ.
/// </summary>
/// <remarks>
/// Refused, each with its code: <c>malformedJson</c>, <c>duplicateKey</c>, <c>tooDeep</c> (more than <see cref="MaxDepth"/>
/// levels), <c>loneSurrogate</c>, <c>numberNotExact</c>. Comments and trailing commas are malformed.
/// </remarks>
public static class StrictJson
{
    /// <summary>Levels of objects and arrays that a value may nest: fewer than the 64 that writers take, because a value travels in envelopes.</summary>
    public const int MaxDepth = 48;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = MaxDepth,
    };

    /// <param name="text">JSON text, from a model or anyone else.</param>
    /// <param name="value">The value, which outlives any document; undefined where the answer is false.</param>
    /// <param name="findings">Everything that is wrong with the text; empty where the answer is true.</param>
    public static bool TryParse(string text, out JsonElement value, out ImmutableArray<SchemaFinding> findings)
    {
        value = default;
        byte[] utf8;
        try
        {
            utf8 = StrictUtf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            findings = [StrictFinding.LoneSurrogate(Trail.Root)];
            return false;
        }

        findings = TryParse(utf8, out var parsed) ? Inspect(parsed) : TextFaults.In(utf8);
        if (findings.IsEmpty)
            value = parsed;
        return findings.IsEmpty;
    }

    /// <summary>Looks at a value that was parsed elsewhere with the same eyes.</summary>
    public static ImmutableArray<SchemaFinding> Inspect(JsonElement value) => ValueFaults.In(value);

    private static bool TryParse(byte[] utf8, out JsonElement value)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            value = document.RootElement.Clone();
            return true;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a key with half a surrogate pair cannot be compared with its neighbours.
            value = default;
            return false;
        }
    }
}
