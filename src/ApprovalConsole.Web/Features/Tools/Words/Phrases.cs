using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Shared.Editing;

namespace ApprovalConsole.Web.Features.Tools.Words;

/// <summary>Pieces of which the sentences about rules are made.</summary>
internal static class Phrases
{
    public static string Any(IEnumerable<string> choices) => choices.ToList() switch
    {
        [] => "nothing",
        [var one] => one,
        [.. var first, var last] => $"{string.Join(", ", first)} or {last}",
    };

    public static string Listed(IEnumerable<string> things) => things.ToList() switch
    {
        [] => "nothing",
        [var one] => one,
        [.. var first, var last] => $"{string.Join(", ", first)} and {last}",
    };

    /// <summary>As in <c>/total of shop.get_order (order_id: {/order_id})</c>.</summary>
    public static string Of(LookUp lookUp) => $"{(lookUp.Path is { Length: > 0 } path ? $"{path} of " : "")}{Asked(lookUp)}";

    public static string Asked(LookUp lookUp) => $"{Name(lookUp.Tool)}{Arguments(lookUp.Arguments)}";

    public static string Arguments(JsonElement arguments) => arguments.ValueKind is not JsonValueKind.Object || arguments.GetPropertyCount() == 0 ? ""
        : $" ({string.Join(", ", arguments.EnumerateObject().Select(a => $"{a.Name}: {(LookUp.Nested(a.Value) is { } nested ? Of(nested) : Value(a.Value))}"))})";

    public static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "…",
        JsonValueKind.String when value.GetString() is ['{', ..] hole => hole,
        JsonValueKind.String => $"“{value.GetString()}”",
        _ => value.GetRawText(),
    };

    public static string Name(string? text) => string.IsNullOrEmpty(text) ? "…" : text;

    /// <summary>As in <c>30 d</c> for <c>P30D</c>.</summary>
    public static string Window(string? iso) => Duration.TryRead(iso, out var window) && window is { } span ? SpanWords.Of(span) : Name(iso);

    public static string Moment(string iso) => Duration.TryRead(iso, out var window) && window is { } span ? span.Ticks switch
    {
        0 => "now",
        < 0 => $"{SpanWords.Of(span.Duration())} ago",
        _ => $"{SpanWords.Of(span)} from now",
    } : iso;
}
