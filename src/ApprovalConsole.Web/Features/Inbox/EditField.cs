using System.Collections.Immutable;
using System.Text.Json;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>What an argument may be, as far as a form can ask for it.</summary>
public enum FieldKind
{
    Text,

    /// <summary>Text, in the schema of format <c>date</c>.</summary>
    Day,
    Whole,
    Number,
    Flag,
    Choice,

    /// <summary>Anything else, as JSON.</summary>
    Json,
}

/// <summary>One argument in the form.</summary>
/// <param name="Was">As proposed; null where it was left out.</param>
/// <param name="Choices">JSON texts, for <see cref="FieldKind.Choice"/>.</param>
public sealed record EditField(string Name, FieldKind Kind, string? Was, bool IsRequired, string? Description, ImmutableArray<string> Choices)
{
    /// <summary>The tool's properties in the schema's order, then arguments that the schema does not name.</summary>
    public static ImmutableArray<EditField> From(JsonElement schema, JsonElement arguments)
    {
        var properties = Members(schema.ValueKind is JsonValueKind.Object && schema.TryGetProperty("properties", out var p) ? p : default);
        var required = schema.ValueKind is JsonValueKind.Object && schema.TryGetProperty("required", out var r) && r.ValueKind is JsonValueKind.Array
            ? r.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        return
        [
            .. properties.Select(x => Of(x.Name, x.Value, arguments, required.Contains(x.Name))),
            .. Members(arguments).Where(a => properties.All(x => x.Name != a.Name)).Select(a => Of(a.Name, default, arguments, false)),
        ];
    }

    /// <summary>The text of the field as JSON; null where the argument is left out.</summary>
    /// <exception cref="FormatException">The text is not of the field's kind; the message says of what it must be.</exception>
    public string? ToJson(string text) => Kind switch
    {
        FieldKind.Text or FieldKind.Day => text.Length == 0 && Was is null ? null : JsonSerializer.Serialize(text),
        _ when text.Trim().Length == 0 => IsRequired ? throw new FormatException($"{Name} is needed") : null,
        FieldKind.Whole => IsNumber(text.Trim()) && text.Trim().TrimStart('-').All(char.IsAsciiDigit)
            ? text.Trim() : throw new FormatException($"{Name} must be a whole number"),
        FieldKind.Number => IsNumber(text.Trim()) ? text.Trim() : throw new FormatException($"{Name} must be a number, with a point"),
        _ => IsJson(text) ? text : throw new FormatException($"{Name} must be JSON"),
    };

    private static EditField Of(string name, JsonElement schema, JsonElement arguments, bool isRequired)
    {
        var choices = ChoicesOf(schema);
        var value = arguments.ValueKind is JsonValueKind.Object && arguments.TryGetProperty(name, out var v) ? v : (JsonElement?)null;
        var kind = choices.IsEmpty ? KindOf(schema, value) : FieldKind.Choice;
        var description = schema.ValueKind is JsonValueKind.Object && schema.TryGetProperty("description", out var d) && d.ValueKind is JsonValueKind.String ? d.GetString() : null;
        return new(name, kind, value is { } given ? TextOf(given, kind) : null, isRequired, description, choices);
    }

    private static string TextOf(JsonElement value, FieldKind kind) => kind switch
    {
        FieldKind.Text or FieldKind.Day => value.GetString()!,
        FieldKind.Json => ArgumentRow.TextOf(value) is var text && value.ValueKind is JsonValueKind.String ? JsonSerializer.Serialize(text) : ArgumentRow.TextOf(value),
        _ => value.GetRawText(),
    };

    private static FieldKind KindOf(JsonElement schema, JsonElement? value)
    {
        var type = schema.ValueKind is JsonValueKind.Object && schema.TryGetProperty("type", out var t) && t.ValueKind is JsonValueKind.String ? t.GetString() : null;
        return (type, value?.ValueKind) switch
        {
            ("string", null or JsonValueKind.String) when IsDay(schema) && (value is null || DateOnly.TryParseExact(value.Value.GetString(), "yyyy-MM-dd", out _)) => FieldKind.Day, // a browser shows no other
            ("string", null or JsonValueKind.String) => FieldKind.Text,
            ("integer", null or JsonValueKind.Number) => FieldKind.Whole,
            ("number", null or JsonValueKind.Number) => FieldKind.Number,
            ("boolean", null or JsonValueKind.True or JsonValueKind.False) => FieldKind.Flag,
            _ => FieldKind.Json,
        };
    }

    private static bool IsDay(JsonElement schema) => schema.TryGetProperty("format", out var format) && format.ValueKind is JsonValueKind.String && format.ValueEquals("date");

    private static ImmutableArray<string> ChoicesOf(JsonElement schema) =>
        schema.ValueKind is JsonValueKind.Object && schema.TryGetProperty("enum", out var e) && e.ValueKind is JsonValueKind.Array
            ? [.. e.EnumerateArray().Select(choice => choice.GetRawText())] : [];

    private static List<JsonProperty> Members(JsonElement value) => value.ValueKind is JsonValueKind.Object ? [.. value.EnumerateObject()] : [];

    private static bool IsNumber(string text) => text is ['-' or (>= '0' and <= '9'), ..] && IsJson(text);

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
