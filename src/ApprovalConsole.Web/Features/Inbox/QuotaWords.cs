using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Tools;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Web.Features.Tools.Editing;
using ApprovalConsole.Web.Shared.Editing;

namespace ApprovalConsole.Web.Features.Inbox;

/// <summary>How far a quota is used, in words: <c>0 of 3 in the last day, $0 of $2000</c>.</summary>
public static class QuotaWords
{
    /// <param name="template">The tool's sentence: it declares the unit of what is summed.</param>
    public static string Of(FactView quota, string? template)
    {
        var (whose, window) = quota.Path.Split('/') is [_, var per, var length] ? (Whose(per), Window(length)) : ("", quota.Path);
        string?[] used =
        [
            Part(quota, "of") is { } most ? $"{Part(quota, "count")} of {most}" : null,
            Part(quota, "sumOf") is { } limit && Part(quota, "sum") is { } sum ? Sum(sum, limit, Part(quota, "argument")?.GetString(), template) : null,
        ];
        return used.OfType<string>().ToList() is [var first, .. var rest] ? string.Join(", ", rest.Prepend($"{first}{whose} in the last {window}")) : "";
    }

    private static string Sum(JsonElement sum, JsonElement limit, string? argument, string? template) =>
        argument is not null && template is not null && Template.UnitOf(template, argument) is { } unit
            ? $"{Amount(sum, unit)} of {Amount(limit, unit)}"
            : $"{sum} of {limit} {(argument is null ? "in sum" : argument.TrimStart('/'))}";

    // A bound is a round number more often than not: no cents where there are none.
    private static string Amount(JsonElement value, string unit) => Unit.Of(value, unit) switch
    {
        null => $"{value} {unit}",
        var text when text.EndsWith(".00", StringComparison.Ordinal) => text[..^3],
        var text => text.Replace(".00 ", " ", StringComparison.Ordinal),
    };

    private static string Whose(string per) => per switch
    {
        "agent" => " by this agent",
        "tool" => " by everyone",
        _ => "",
    };

    private static string Window(string iso) => Duration.TryRead(iso, out var read) && read is { } window ? window.Ticks switch
    {
        var t when t % TimeSpan.TicksPerDay == 0 => Some(t / TimeSpan.TicksPerDay, "day"),
        var t when t % TimeSpan.TicksPerHour == 0 => Some(t / TimeSpan.TicksPerHour, "hour"),
        var t when t % TimeSpan.TicksPerMinute == 0 => Some(t / TimeSpan.TicksPerMinute, "minute"),
        _ => SpanWords.Of(window),
    } : iso;

    private static string Some(long number, string what) => number == 1 ? what : string.Create(CultureInfo.InvariantCulture, $"{number} {what}s");

    private static JsonElement? Part(FactView quota, string name) =>
        quota.Value.ValueKind is JsonValueKind.Object && quota.Value.TryGetProperty(name, out var part) && part.ValueKind is not JsonValueKind.Null ? part : null;
}
