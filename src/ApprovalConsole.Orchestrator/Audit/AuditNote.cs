using System.Text.Json;
using ApprovalConsole.Domain.Runs;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>A fact for the audit log that no stream holds. It must name nobody but who acts: what it says cannot be erased.</summary>
/// <param name="Kind">One of <see cref="AuditKinds"/>.</param>
/// <param name="Actor">Null: nobody that is known.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="Note">JSON.</param>
public sealed record AuditNote(string Kind, string? Actor, string? Tool, string? Subject, DateTimeOffset At, string Note)
{
    /// <param name="more">Members of an object.</param>
    public static AuditNote Of(string kind, Actor? by, string? tool, string? subject, DateTimeOffset at, object? more = null)
    {
        var note = JsonSerializer.SerializeToNode(more ?? new { }, JsonSerializerOptions.Web)!.AsObject();
        if (by is not null) note["by"] = JsonSerializer.SerializeToNode(new { subject = by.Subject, name = by.Name, channel = by.Channel.ToString(), keyOwner = by.KeyOwner }, JsonSerializerOptions.Web);
        return new(kind, by is null ? null : About.NameOf(by), tool, Short(subject), at, note.ToJsonString());
    }

    private const int LongestSubject = 200;

    // What a stranger sent may be as long as they like.
    private static string? Short(string? text) => text is { Length: > LongestSubject } ? text[..LongestSubject] : text;
}
