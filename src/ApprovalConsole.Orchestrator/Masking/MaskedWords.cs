using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Masking;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Masking;

/// <summary>Masks sensitive values in every text of an event. A text is masked unless it is named here as an id, a name of ours or somebody who acted: what is
/// added to events later is masked by itself. Hashes that a guess could be held against are left out.</summary>
internal sealed class MaskedWords
{
    private static readonly HashSet<string> Kept =
    [
        "runId", "parentRunId", "callId", "callIds", "childRunId", "proposalId", "decisionId", "executionId", "providerCallId", "supersedes", "undoRunId", "undoes", "by", "requestedBy", "owner", "agent", "tool",
        "model", "route", "fallOver", "fallsOverTo", "code", "finishReason", "definitionHash", "mac", "decisive", "rule", "definition", "hash", "node", "choice",
    ];

    private static readonly HashSet<string> LeftOut = ["argumentsHash", "viewHash", "effectHash", "effectHashes", "deniedEffects", "fingerprint"];

    // A serializer's options cache all they know of a type; one pair serves one thread at a time.
    private static readonly ConcurrentBag<MaskedWords> Idle = [];

    private readonly JsonSerializerOptions _options;
    private Secrets _secrets = Secrets.None;

    private MaskedWords()
    {
        var plain = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() }, IgnoreReadOnlyProperties = true };
        _options = new(plain) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { type => Except(type, plain) } } };
        _options.Converters.Add(new Texts(this));
        _options.Converters.Add(new Payloads(this));
    }

    public static RunEvent Of(RunEvent @event, Secrets secrets)
    {
        var words = Idle.TryTake(out var idle) ? idle : new();
        words._secrets = secrets;
        var masked = JsonSerializer.SerializeToUtf8Bytes(@event, words._options);
        Idle.Add(words);
        return JsonSerializer.Deserialize<RunEvent>(masked, words._options)!;
    }

    private static void Except(JsonTypeInfo type, JsonSerializerOptions plain)
    {
        foreach (var property in type.Properties)
        {
            if (LeftOut.Contains(property.Name)) property.CustomConverter = property.PropertyType == typeof(string) ? new Blank() : new NoHashes();
            else if (Kept.Contains(property.Name)) property.CustomConverter = (JsonConverter)Activator.CreateInstance(typeof(AsIs<>).MakeGenericType(property.PropertyType), plain)!;
        }
    }

    private sealed class Texts(MaskedWords words) : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(words._secrets.InText(value));
    }

    private sealed class Payloads(MaskedWords words) : JsonConverter<Payload>
    {
        public override bool HandleNull => true; // erased

        public override Payload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString());

        public override void Write(Utf8JsonWriter writer, Payload value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text is { } text ? words._secrets.InPayload(text) : null);
    }

    private sealed class Blank : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue("");
    }

    private sealed class NoHashes : JsonConverter<ImmutableArray<string>>
    {
        public override ImmutableArray<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Skip();
            return [];
        }

        public override void Write(Utf8JsonWriter writer, ImmutableArray<string> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteEndArray();
        }
    }

    private sealed class AsIs<T>(JsonSerializerOptions plain) : JsonConverter<T>
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonSerializer.Deserialize<T>(ref reader, plain);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, plain);
    }
}
