using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
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
}

/// <summary>A personal text that lies beside its event.</summary>
internal sealed record EncodedPayload(byte[] Salt, string Text);

/// <summary>Between events and their wire shape. Personal texts leave the JSON as <c>sha256(salt ‖ text)</c>.</summary>
internal sealed class EventCodec
{
    private const int SaltBytes = 16;

    // A serializer's options cache all they know of a type; one pair serves one thread at a time.
    private static readonly ConcurrentBag<EventCodec> Idle = [];

    private readonly PayloadConverter _payloads = new();
    private readonly JsonSerializerOptions _options;

    private EventCodec() => _options = new(JsonSerializerDefaults.Web)
    {
        Converters = { _payloads, new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true, // what can be derived is not written down
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { PolicyJson.LeaveOutWhatSaysNothing, ForeignWords.SetApart } },
    };

    public static EncodedEvent Encode<TEvent>(TEvent @event, DateTimeOffset at) where TEvent : class
    {
        var codec = Rent();
        try
        {
            var data = JsonSerializer.Serialize(@event, codec._options);
            return new(NameIn(data), at, data, codec._payloads.Take());
        }
        finally
        {
            Return(codec);
        }
    }

    /// <exception cref="InvalidDataException">A text is not the one that was written with the event.</exception>
    public static TEvent Decode<TEvent>(string data, IReadOnlyDictionary<int, EncodedPayload> payloads) where TEvent : class
    {
        var codec = Rent();
        try
        {
            codec._payloads.Give(payloads);
            return JsonSerializer.Deserialize<TEvent>(data, codec._options)!;
        }
        finally
        {
            Return(codec);
        }
    }

    private static EventCodec Rent() => Idle.TryTake(out var codec) ? codec : new();

    private static void Return(EventCodec codec)
    {
        codec._payloads.Reset();
        Idle.Add(codec);
    }

    // The discriminator is written first.
    private static string NameIn(string data)
    {
        const string start = "{\"event\":\"";
        return data[start.Length..data.IndexOf('"', start.Length)];
    }

    private sealed class PayloadConverter : JsonConverter<Payload>
    {
        private readonly List<EncodedPayload> _written = [];
        private IReadOnlyDictionary<int, EncodedPayload> _given = new Dictionary<int, EncodedPayload>();
        private int _slot;

        public IReadOnlyList<EncodedPayload> Take() => [.. _written];

        public void Give(IReadOnlyDictionary<int, EncodedPayload> payloads) => _given = payloads;

        public void Reset()
        {
            _written.Clear();
            _given = new Dictionary<int, EncodedPayload>();
            _slot = 0;
        }

        public override void Write(Utf8JsonWriter writer, Payload value, JsonSerializerOptions options)
        {
            var payload = new EncodedPayload(RandomNumberGenerator.GetBytes(SaltBytes), value.ToString());
            _written.Add(payload);
            writer.WriteStringValue(HashOf(payload));
        }

        public override Payload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var hash = reader.GetString();
            if (!_given.TryGetValue(_slot++, out var payload)) return new Payload(null);
            return HashOf(payload) == hash
                ? payload.Text
                : throw new InvalidDataException("A text in the journal is not the one that was written with its event.");
        }

        private static string HashOf(EncodedPayload payload)
        {
            var text = Encoding.UTF8.GetBytes(payload.Text);
            return Convert.ToHexStringLower(SHA256.HashData([.. payload.Salt, .. text]));
        }
    }
}
