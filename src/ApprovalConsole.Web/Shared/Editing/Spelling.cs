using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using ApprovalConsole.Web.Shared.Json;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>How a value is written in a box of the form.</summary>
public enum Spelled
{
    Text,

    /// <summary>Text over several lines.</summary>
    Prose,
    Number,

    /// <summary>Texts, with commas between.</summary>
    List,

    /// <summary><c>50, 80</c>, in JSON the shares <c>[0.5, 0.8]</c>.</summary>
    Percents,
    Json,

    /// <summary>JSON over several lines.</summary>
    Spread,

    /// <summary>Text, unless it reads as other JSON: <c>5</c> is a number, <c>"5"</c> a text.</summary>
    Value,

    /// <summary><c>1 d 12 h</c>, in JSON <c>1.12:00:00</c>.</summary>
    Span,

    /// <summary><c>-30 d</c>, in JSON the ISO 8601 duration <c>-P30D</c>.</summary>
    Window,

    /// <summary>A UTC day; in JSON the instant at which it begins.</summary>
    Day,

    /// <summary>One <c>/argument: word</c> a line.</summary>
    Pairs,
}

/// <summary>From what is typed to JSON and back.</summary>
public static class Spelling
{
    /// <returns>The value, null where nothing is typed; or what is wrong.</returns>
    public static (JsonNode? Value, string? Problem) Read(Spelled how, string text)
    {
        if (text.Trim().Length == 0) return (null, null);
        return how switch
        {
            Spelled.Text or Spelled.Prose => (text, null),
            Spelled.Number => Json(text) is JsonValue number && number.GetValueKind() is JsonValueKind.Number ? (number, null) : (null, "must be a number, with a point"),
            Spelled.Percents => Percents(text),
            Spelled.Json or Spelled.Spread => Json(text) is { } json ? (json, null) : (null, "is not JSON"),
            Spelled.Value => (Json(text) ?? text, null),
            Spelled.Span => SpanWords.Read(text) is { } span ? (JsonValue.Create(span.ToString("c", CultureInfo.InvariantCulture)), null) : (null, "must be a time, as in 15 min or 1 d 12 h"),
            Spelled.Window => text.Contains('P', StringComparison.Ordinal) ? (text.Trim(), null) : SpanWords.Read(text) is { } window ? (XmlConvert.ToString(window), null) : (null, "must be a time, as in -30 d or 12 h"),
            Spelled.Day => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? ($"{day:yyyy-MM-dd}T00:00:00Z", null) : (null, "must be a day, as in 2027-01-31"),
            Spelled.Pairs => Pairs(text),
            _ => Listed(text),
        };
    }

    public static string Write(Spelled how, JsonNode? value) => (how, value) switch
    {
        (_, null) => "",
        (Spelled.Spread, _) => SpreadJson.Of(value),
        (Spelled.Json or Spelled.Number, _) => SpreadJson.Line(value),
        (Spelled.List, JsonArray list) => Listed(list),
        (Spelled.Percents, JsonArray list) => Percents(list),
        (Spelled.Pairs, JsonObject pairs) => string.Join('\n', pairs.Select(p => $"{p.Key}: {p.Value}")),
        (_, JsonValue text) when text.GetValueKind() is JsonValueKind.String => Write(how, text.GetValue<string>()),
        _ => SpreadJson.Line(value),
    };

    private static string Write(Spelled how, string text) => how switch
    {
        Spelled.Value when Json(text) is not null => JsonSerializer.Serialize(text),
        Spelled.Span when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) => SpanWords.Of(span),
        Spelled.Window when Domain.Checks.Duration.TryRead(text, out var window) => SpanWords.Of(window!.Value),
        Spelled.Day when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => text,
    };

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A comma within a text would make two of it: then the list is written as JSON.
    private static string Listed(JsonArray list) =>
        list.All(i => i is JsonValue v && v.GetValueKind() is JsonValueKind.String && !v.GetValue<string>().Contains(',', StringComparison.Ordinal)) ? string.Join(", ", list.Select(i => i!.GetValue<string>())) : SpreadJson.Line(list);

    private static (JsonNode?, string?) Listed(string text)
    {
        if (text.TrimStart() is ['[', ..]) return Json(text) is JsonArray list ? (list, null) : (null, "is not JSON");
        return (new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => (JsonNode)t)]), null);
    }

    // What is no short decimal is written as it stands.
    private static string Percents(JsonArray list) =>
        list.All(i => Share(i) is not null) ? string.Join(", ", list.Select(i => (Share(i)!.Value * 100).ToString("0.##########", CultureInfo.InvariantCulture))) : SpreadJson.Line(list);

    private static decimal? Share(JsonNode? node) =>
        node?.GetValueKind() is JsonValueKind.Number && SpreadJson.Line(node) is { Length: <= 12 } text && decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var share) ? share : null;

    private static (JsonNode?, string?) Percents(string text)
    {
        if (text.TrimStart() is ['[', ..]) return Json(text) is JsonArray list ? (list, null) : (null, "is not JSON");
        var shares = new JsonArray();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!decimal.TryParse(word.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var percent)) return (null, $"holds “{word}”: percentages, as in 50, 80, 95");
            shares.Add(percent / 100);
        }

        return (shares, null);
    }

    private static (JsonNode?, string?) Pairs(string text)
    {
        var pairs = new JsonObject();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.LastIndexOf(':');
            if (colon < 1 || !pairs.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim())) return (null, $"holds “{line}”: one argument and what it must be seen in a line, each argument once");
        }

        return (pairs, null);
    }
}
