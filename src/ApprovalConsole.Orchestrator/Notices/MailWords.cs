using System.Globalization;
using System.Text.Json;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>A notice in words for people: what kind of thing, of which tool or agent, and where to see it. No word of what is in it.</summary>
internal sealed record MailWords(string Subject, string Text)
{
    /// <param name="body">As every destination is told it.</param>
    public static MailWords Of(string body)
    {
        var notice = JsonElement.Parse(body);
        var (type, data) = (notice.GetProperty("type").GetString()!, notice.GetProperty("data"));
        var subject = SubjectOf(type, name => data.TryGetProperty(name, out var value) ? value.ToString() : "");
        return new($"[ApprovalConsole] {subject}", $"{subject}.\r\n\r\n{data.GetProperty("link").GetString()}\r\n\r\nOpening the link decides nothing. {string.Join(" · ", FactsOf(data))}\r\n");
    }

    private static string SubjectOf(string type, Func<string, string> fact) => type switch
    {
        NoticeType.Waiting => $"{fact("tool")} waits for a decision",
        NoticeType.DeadlineNear => $"{fact("tool")} still waits, and expires at {Instant(fact("expiresAt"))}",
        NoticeType.Escalated => $"{fact("tool")} has waited too long: {fact("to")} is asked to see to it",
        NoticeType.Decided => $"{fact("tool")} was decided: {fact("decision")}",
        NoticeType.Lapsed => $"{fact("tool")} is not decided any more: {fact("status")}",
        NoticeType.OutcomeUnknown => $"Nobody knows if {fact("tool")} happened",
        NoticeType.Halted => $"A run of {fact("agent")} is halted: {fact("reason")}",
        NoticeType.Stopped => $"The stop switch was pressed: {fact("scope")}",
        NoticeType.Released => "The stop switch was released",
        NoticeType.Digest => $"Yesterday {fact("started")} runs, {fact("asked")} questions to people, {fact("approved")} approved, {fact("rejected")} rejected; {fact("waiting")} wait, {fact("unknown")} unknown",
        NoticeType.BudgetAlerted => $"The budget {fact("scope")} has spent {fact("spentUsd")} of {fact("limitUsd")} USD",
        NoticeType.BudgetOvershot => $"The budget {fact("scope")} has spent {fact("spentUsd")} USD, more than {fact("limitUsd")}",
        _ => type,
    };

    private static IEnumerable<string> FactsOf(JsonElement data) => data.EnumerateObject().Where(p => p.Name is not "link").Select(p => $"{p.Name} {p.Value}");

    private static string Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : text;
}
