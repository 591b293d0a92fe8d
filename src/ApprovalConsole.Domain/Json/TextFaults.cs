using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Schemas;

namespace ApprovalConsole.Domain.Json;

/// <summary>Reads a refused text again, token by token, to say what is wrong and where: the parser itself only says no.</summary>
internal static class TextFaults
{
    // One level more than is allowed, so that the reader reaches the level to be named.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = StrictJson.MaxDepth + 1 };

    internal static ImmutableArray<SchemaFinding> In(ReadOnlySpan<byte> utf8)
    {
        var findings = ImmutableArray.CreateBuilder<SchemaFinding>();
        var open = new Stack<Container>();
        var at = Trail.Root;
        var reader = new Utf8JsonReader(utf8, Options);
        try
        {
            while (reader.Read())
            {
                at = Follow(ref reader, at, open, findings);
                if (reader.CurrentDepth >= StrictJson.MaxDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    findings.Add(StrictFinding.TooDeep(at));
                    break;
                }
            }
        }
        catch (JsonException fault)
        {
            findings.Add(StrictFinding.Malformed(at, (fault.LineNumber ?? 0) + 1, (fault.BytePositionInLine ?? 0) + 1));
        }
        // Fails closed: a text the parser refused is never let through because this second look found nothing.
        return findings.Count > 0 ? findings.ToImmutable() : [StrictFinding.Malformed(Trail.Root, 1, 1)];
    }

    private static Trail Follow(ref Utf8JsonReader reader, Trail at, Stack<Container> open, ImmutableArray<SchemaFinding>.Builder findings)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                return Name(ref reader, open.Peek(), findings);
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                return open.Pop().Trail;
        }
        if (open.TryPeek(out var around) && around.Names is null)
            at = around.Trail.To(around.Count++);
        if (reader.TokenType == JsonTokenType.StartObject)
            open.Push(new(at) { Names = new(StringComparer.Ordinal) });
        else if (reader.TokenType == JsonTokenType.StartArray)
            open.Push(new(at));
        else if (reader.TokenType == JsonTokenType.String && Text(ref reader) is null)
            findings.Add(StrictFinding.LoneSurrogate(at));
        return at;
    }

    private static Trail Name(ref Utf8JsonReader reader, Container around, ImmutableArray<SchemaFinding>.Builder findings)
    {
        if (Text(ref reader) is not { } name)
        {
            findings.Add(StrictFinding.LoneSurrogate(around.Trail));
            return around.Trail;
        }
        var at = around.Trail.To(name);
        if (!around.Names!.Add(name))
            findings.Add(StrictFinding.DuplicateKey(at));
        return at;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;                                           // half a surrogate pair
        }
    }

    private sealed class Container(Trail trail)
    {
        internal Trail Trail { get; } = trail;
        internal HashSet<string>? Names { get; init; }
        internal int Count { get; set; }
    }
}
