using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ApprovalConsole.Domain;
using ApprovalConsole.Orchestrator.Audit;

namespace ApprovalConsole.Orchestrator.Journal;

/// <summary>An event as the journal keeps it.</summary>
internal sealed record EncodedEvent(string Name, DateTimeOffset At, string Data, IReadOnlyList<EncodedPayload> Payloads)
{
    /// <summary>For the audit log.</summary>
    public About About { get; init; } = About.Nobody;

    /// <summary>In characters, with its texts.</summary>
    public int Size { get; } = Data.Length + Payloads.Sum(p => p.Text.Length);
}

/// <summary>A personal text that lies beside its event.</summary>
internal sealed record EncodedPayload(byte[] Salt, string Text);

/// <summary>Between events and their wire shape. Personal texts leave the JSON as <c>sha256(salt ‖ text)</c>; those that say nothing of anybody stay in it.</summary>
internal static class EventCodec
{
    private const int SaltBytes = 16;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new PayloadConverter(), new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true, // what can be derived is not written down
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { PolicyJson.LeaveOutWhatSaysNothing, ForeignWords.SetApart } },
    };

    // The texts beside the event that this thread is at: the serializer has no other way to hand them through.
    [ThreadStatic]
    private static Texts? _texts;

    public static EncodedEvent Encode<TEvent>(TEvent @event, DateTimeOffset at) where TEvent : class
    {
        var texts = _texts = new(NoTexts);
        var data = JsonSerializer.Serialize(@event, Options);
        return new(NameIn(data), at, data, texts.Written);
    }

    /// <exception cref="InvalidDataException">A text is not the one that was written with the event.</exception>
    public static TEvent Decode<TEvent>(string data, IReadOnlyDictionary<int, EncodedPayload> payloads) where TEvent : class
    {
        _texts = new(payloads);
        return JsonSerializer.Deserialize<TEvent>(data, Options)!;
    }

    /// <summary>No text, or an empty object: about nobody, so there is nothing to erase. No hash reads like them.</summary>
    public static bool SaysNothing(string text) => text is "" or "{}";

    public static IReadOnlyDictionary<int, EncodedPayload> NoTexts { get; } = new Dictionary<int, EncodedPayload>();

    // The discriminator is written first.
    private static string NameIn(string data)
    {
        const string start = "{\"event\":\"";
        return data[start.Length..data.IndexOf('"', start.Length)];
    }

    private sealed class Texts(IReadOnlyDictionary<int, EncodedPayload> given)
    {
        private int _slot;

        public List<EncodedPayload> Written { get; } = [];

        public EncodedPayload? Next() => given.GetValueOrDefault(_slot++);
    }

    private sealed class PayloadConverter : JsonConverter<Payload>
    {
        public override void Write(Utf8JsonWriter writer, Payload value, JsonSerializerOptions options)
        {
            if (SaysNothing(value.ToString()))
            {
                writer.WriteStringValue(value.ToString());
                return;
            }

            var payload = new EncodedPayload(RandomNumberGenerator.GetBytes(SaltBytes), value.ToString());
            _texts!.Written.Add(payload);
            writer.WriteStringValue(HashOf(payload));
        }

        public override Payload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var hash = reader.GetString()!;
            if (SaysNothing(hash)) return hash;
            if (_texts!.Next() is not { } payload) return new Payload(null);
            return HashOf(payload) == hash
                ? payload.Text
                : throw new InvalidDataException("A text in the journal is not the one that was written with its event.");
        }

        private static string HashOf(EncodedPayload payload) => TextHash.Of(payload.Salt, payload.Text);
    }
}
