using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Runs;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>One entry of the audit log as it is read.</summary>
/// <param name="Who">Name of who did it; null: the console itself, or nobody that is known.</param>
/// <param name="ViewHash">What was on the screen, for a decision.</param>
/// <param name="Detail">The event as the journal holds it, personal texts as hashes; or what else is known.</param>
/// <param name="Hash">The chain up to and with this entry; empty while the entry is undisclosed.</param>
public sealed record AuditEntryView(
    long Seq, DateTimeOffset At, string Kind, string? Actor, string? Who, string? Channel, string? Tool, string? Subject, string? RunId, string? ViewHash,
    JsonElement Detail, string Hash)
{
    /// <summary>True where its run holds sensitive values: they are left out here, and there is no evidence before they are revealed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Masked { get; init; }

    private static readonly string[] NamesOfWho = ["confirmedBy", "by", "requestedBy"];

    internal static AuditEntryView Of(AuditRow row, JournalRow? @event)
    {
        var detail = JsonElement.Parse(@event?.Data ?? row.Note ?? "{}");
        var by = ByIn(detail);
        return new(
            row.Seq, Micros.ToInstant(row.At), row.Kind, row.Actor, row.Actor is null ? null : TextIn(by, "name") ?? row.Actor, TextIn(by, "channel")?.ToLowerInvariant(),
            row.Tool, row.Subject, @event is { Stream: var stream } && !stream.Contains('/', StringComparison.Ordinal) ? stream : null, TextIn(detail, "viewHash"),
            detail, Convert.ToHexStringLower(row.Chain));
    }

    /// <summary>That something was done or tried, and nothing of who did it.</summary>
    internal static AuditEntryView Undisclosed(AuditRow row) => new(
        row.Seq, Micros.ToInstant(row.At), row.Kind, Disclosure.Undisclosed.Subject, Disclosure.Undisclosed.Name, null, row.Tool, row.Subject,
        row.Subject is { } id ? RunControl.RunOf(id) : null, null, JsonSerializer.SerializeToElement(new { undisclosed = true }), "");

    private static JsonElement ByIn(JsonElement detail) =>
        NamesOfWho.Select(name => detail.TryGetProperty(name, out var by) ? by : default).FirstOrDefault(by => by.ValueKind is JsonValueKind.Object);

    private static string? TextIn(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;
}
