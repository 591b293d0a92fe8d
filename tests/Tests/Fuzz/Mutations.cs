using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApprovalConsole.Tests.Fuzz;

/// <summary>Bodies, words and headers that nobody should send.</summary>
internal sealed class Mutations(Random chance, IReadOnlyList<string> ids)
{
    private static readonly string[] Words =
    [
        "", " ", "0", "-1", "null", "true", "NaN", "1e999", "99999999999999999999", "2147483648", "%00", "%2e%2e%2f", "..", "'; DROP TABLE Runs;--", "{/x}", "*", "é😀", "\u202e", "%ff", "%f0%28", "a.b.c.d",
        "%0d%0aX: y", "<script>", new('x', 3000),
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e999", "1e-999", "-0", "123456789012345678901234567890", "0.1", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"2026-13-45T99:99:99Z\"", "[]", "{}", "[null]", "[[[[[]]]]]",
        "{\"a\":1,\"a\":2}", "{\"__proto__\":{}}", "{\"$type\":\"Sys.Obj\"}", "{\"properties\":{\"x\":{\"type\":\"nonsense\"}}}", "{\"pattern\":\"(a+)+$\"}", "\"" + new string('x', 70_000) + "\"",
    ];

    public T One<T>(IReadOnlyList<T> of) => of[chance.Next(of.Count)];

    public bool Now(int percent) => chance.Next(100) < percent;

    /// <summary>An id that is there, or something else in its place.</summary>
    public string Word() => Now(60) ? One(ids) : Uri.EscapeDataString(One(Words)).Replace("%25", "%", StringComparison.Ordinal);

    /// <summary>A body as the contract wants it, and then not.</summary>
    public byte[] Body(JsonNode schema, Func<string, JsonNode?> resolve)
    {
        if (Now(8)) return Garbage();
        try
        {
            return Encoding.UTF8.GetBytes(Spoil(Value(schema, resolve, 0)?.ToJsonString() ?? "null"));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return Encoding.UTF8.GetBytes("{\"reason\":\"\\ud800\"}"); // what cannot be written here can still be sent
        }
    }

    private byte[] Garbage() => chance.Next(7) switch
    {
        0 => [],
        1 => [0xff, 0xfe, 0x00, 0x7b],
        2 => [0xef, 0xbb, 0xbf, .. "{}"u8],
        3 => Encoding.UTF8.GetBytes(new string('[', 20_000)),
        4 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 5000))),
        5 => Bytes(chance.Next(400)),
        _ => Encoding.UTF8.GetBytes(One(Values)),
    };

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        chance.NextBytes(bytes);
        return bytes;
    }

    private string Spoil(string json)
    {
        if (json.Length < 2 || Now(40)) return json;
        var at = chance.Next(json.Length);
        return chance.Next(4) switch
        {
            0 => json[..at],
            1 => json.Remove(at, 1),
            2 => json.Insert(at, One(["\"", "{", "}", ",", "\\", "\u0000", ":"])),
            _ => json.Replace("{\"", $"{{\"{One(["id", "reason", "version", "agent"])}\":{One(Values)},\"", StringComparison.Ordinal),
        };
    }

    private JsonNode? Value(JsonNode? schema, Func<string, JsonNode?> resolve, int depth)
    {
        if (Now(12)) return Wrong();
        if (schema?["$ref"]?.GetValue<string>() is { } reference) return depth > 6 ? null : Value(resolve(reference), resolve, depth + 1);
        if ((schema?["oneOf"] ?? schema?["anyOf"]) is JsonArray { Count: > 0 } choices) return Value(One([.. choices]), resolve, depth + 1);
        if (schema?["enum"] is JsonArray { Count: > 0 } words) return One([.. words])?.DeepClone();
        if (schema?["properties"] is JsonObject properties && depth < 6)
            return new JsonObject(properties.Where(_ => Now(70)).Select(p => KeyValuePair.Create(p.Key, Value(p.Value, resolve, depth + 1))));
        return TypeOf(schema) switch
        {
            "array" => new JsonArray([.. Enumerable.Range(0, chance.Next(3)).Select(_ => Value(schema?["items"], resolve, depth + 1))]),
            "object" => new JsonObject { ["text"] = "x" },
            "integer" => JsonValue.Create(chance.Next(-2, 12)),
            "number" => JsonValue.Create(chance.NextDouble() * 10),
            "boolean" => JsonValue.Create(Now(50)),
            _ => JsonValue.Create(Now(50) ? One(ids) : One(["clerk", "approve", "edit", "reject", "happened", "r", "Irreversible", "00:00:10"])),
        };
    }

    private JsonNode? Wrong()
    {
        try
        {
            return JsonNode.Parse(One(Values), documentOptions: new() { AllowDuplicateProperties = true });
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return JsonValue.Create("wrong");
        }
    }

    private string? TypeOf(JsonNode? schema) => schema?["type"] switch
    {
        JsonArray types => One([.. types])?.GetValue<string>(),
        { } type => type.GetValue<string>(),
        null => null,
    };
}
