using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ApprovalConsole.Domain.Json;

namespace ApprovalConsole.Domain.Masking;

/// <summary>A JSON value as those see it who may not see all of it: its shape is kept, and what is hidden is a mark.</summary>
internal static class MaskedJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="marked">Pointers to what is masked with all that is in it.</param>
    public static string Of(JsonElement value, IReadOnlySet<string> marked, Secrets secrets)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed)) Write(writer, value, Trail.Root, marked, marked.Contains(""), secrets);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Everything in a value that is no list and no object, and is there.</summary>
    public static IEnumerable<JsonElement> Leaves(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Leaves(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Leaves),
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        _ => [value],
    };

    private static void Write(Utf8JsonWriter writer, JsonElement value, Trail trail, IReadOnlySet<string> marked, bool isMarked, Secrets secrets)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                var names = new HashSet<string>();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(Unique(secrets.InText(member.Name), names)); // a name may be a value as well
                    var within = trail.To(member.Name);
                    Write(writer, member.Value, within, marked, isMarked || IsAt(within, marked), secrets);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    var within = trail.To(index);
                    Write(writer, item, within, marked, isMarked || IsAt(within, marked), secrets);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when isMarked && secrets.Holds(value):
                writer.WriteStringValue(Mask.Mark);
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(secrets.InText(value.GetString()!));
                break;
            case JsonValueKind.Number when secrets.AreIn(value):
                writer.WriteStringValue(Mask.Mark);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static bool IsAt(Trail trail, IReadOnlySet<string> marked) => marked.Count > 0 && marked.Contains(trail.ToString());

    private static string Unique(string name, HashSet<string> taken)
    {
        var free = name;
        for (var n = 2; !taken.Add(free); n++) free = $"{name} {n}";
        return free;
    }
}
