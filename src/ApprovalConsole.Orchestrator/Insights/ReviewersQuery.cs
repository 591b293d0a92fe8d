using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Insights;

/// <summary>What reviewers answered in the last days, with their names: for themselves, and for who reads the audit log anyway.</summary>
public sealed class ReviewersQuery
{
    private static readonly string[] Told = [.. InsightsQuery.Answers, InsightsQuery.Kinds.AttentionAnswered];

    private readonly ReadPool _databases;
    private readonly TimeProvider _time;

    internal ReviewersQuery(ReadPool databases, TimeProvider time) => (_databases, _time) = (databases, time);

    /// <param name="days">Today (UTC) is the last of them; more than <see cref="InsightsQuery.MostDays"/> are as many.</param>
    /// <param name="subject">Whose answers alone; null: everybody's. The newest <see cref="InsightsQuery.MostRead"/> of them are read.</param>
    /// <returns>In order of names: nobody is ranked.</returns>
    public Task<ImmutableArray<ReviewerMeasures>> LastAsync(int days, string? subject, CancellationToken ct) => _databases.ReadAsync<ImmutableArray<ReviewerMeasures>>(async database =>
    {
        var first = _time.GetUtcNow().UtcDateTime.Date.AddDays(1 - Math.Clamp(days, 1, InsightsQuery.MostDays));
        var since = Micros.Of(new DateTimeOffset(first, TimeSpan.Zero));
        var from = await InsightsQuery.FirstSinceAsync(database, since, ct);
        var answers = await database.Audit.AsNoTracking()
            .Where(e => e.Seq >= from && e.At >= since && e.Position != null && e.Actor != null && Told.Contains(e.Kind) && (subject == null || e.Actor == subject))
            .OrderByDescending(e => e.Seq).Take(InsightsQuery.MostRead)
            .Join(database.Journal.AsNoTracking(), e => e.Position, j => (long?)j.Position, (e, j) => new { e.Seq, e.Actor, e.Kind, j.Data }).ToListAsync(ct);
        return
        [
            .. answers.OrderByDescending(a => a.Seq).Select(a => (Actor: a.Actor!, a.Kind, Said: JsonElement.Parse(a.Data))).GroupBy(a => a.Actor)
                .Select(by => Of(by.Key, [.. by.Select(a => (a.Kind, a.Said))]))
                .OrderBy(r => r.Name, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Subject, StringComparer.Ordinal),
        ];
    });

    private static ReviewerMeasures Of(string subject, IReadOnlyList<(string Kind, JsonElement Said)> told)
    {
        var checks = told.Where(t => t.Kind == InsightsQuery.Kinds.AttentionAnswered).ToList();
        return ReviewerMeasures.Of(subject, NameIn(told[0].Said), [.. told.Where(t => t.Kind != InsightsQuery.Kinds.AttentionAnswered).Select(a => (a.Kind, PeopleTime.SeenIn(a.Said)))])
            with { Checks = checks.Count, Caught = checks.Count(c => c.Said.GetProperty("caught").GetBoolean()) };
    }

    private static string NameIn(JsonElement answered) => answered.GetProperty("by").GetProperty("name").GetString()!;
}
