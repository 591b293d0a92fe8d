using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain;

namespace ApprovalConsole.Orchestrator.Projections;

/// <summary>How the outside reads and writes JSON: camelCase, enums by name, personal texts in place.</summary>
public static class ViewJson
{
    public static readonly JsonSerializerOptions Options = Configure(new(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        options.Converters.Add(new PayloadInPlace());
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.AllowDuplicateProperties = false;
        return options;
    }

    private static readonly JsonElement NoMembers = JsonElement.Parse("{}");

    /// <summary>An object that is kept as text; one without members where it was erased.</summary>
    internal static JsonElement ObjectIn(Payload text) => text.Text is null or "{}" ? NoMembers : JsonElement.Parse(text.Text);

    /// <summary>Whether two views say the same.</summary>
    internal static bool AreSame<T>(T one, T other) => JsonSerializer.Serialize(one, Options) == JsonSerializer.Serialize(other, Options);

    private sealed class PayloadInPlace : JsonConverter<Payload>
    {
        public override Payload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString());

        public override void Write(Utf8JsonWriter writer, Payload value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
