using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApprovalConsole.Orchestrator.Settings;

/// <summary>The models for one purpose: the first is asked first; the next where it erred or does not answer. Written as a name, or as a list of names.</summary>
[JsonConverter(typeof(RouteOrderConverter))]
public sealed record RouteOrder(IReadOnlyList<string> Names);

internal sealed class RouteOrderConverter : JsonConverter<RouteOrder>
{
    public override bool HandleNull => true;

    public override RouteOrder Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string?[] names = reader.TokenType switch
        {
            JsonTokenType.String => [reader.GetString()],
            JsonTokenType.StartArray => JsonSerializer.Deserialize<string?[]>(ref reader, options)!,
            _ => [null],
        };
        return Array.TrueForAll(names, name => name is not null) ? new(names!) : throw new JsonException("must be the name of a model, or a list of names in the order in which they are asked");
    }

    public override void Write(Utf8JsonWriter writer, RouteOrder value, JsonSerializerOptions options)
    {
        if (value.Names is [var only]) writer.WriteStringValue(only);
        else JsonSerializer.Serialize(writer, value.Names, options);
    }
}
