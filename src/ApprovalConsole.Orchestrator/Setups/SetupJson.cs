using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>Setups as JSON: every key must be one of theirs, or it would be believed to hold.</summary>
internal static class SetupJson
{
    public static readonly JsonSerializerOptions Options = new(ViewJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true, IgnoreReadOnlyProperties = true,
        Converters = { new NamesConverter() },
    };

    /// <exception cref="JsonException">The text does not say one.</exception>
    public static T Read<T>(string text) where T : class
    {
        if (!StrictJson.TryParse(text, out _, out var findings) && findings.FirstOrDefault(f => f.Code is not "malformedJson") is { } other) throw new JsonException(other.Message.TrimEnd('.'));
        return JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("must be an object");
    }

    /// <summary>Lists of names: what names nothing is none.</summary>
    private sealed class NamesConverter : JsonConverter<IReadOnlyList<string>>
    {
        public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            string[] names = JsonSerializer.Deserialize<string[]>(ref reader, options)!; // which may hold nulls all the same
            return Array.Exists(names, string.IsNullOrWhiteSpace) ? throw new JsonException("holds a name that is empty") : names;
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}
