using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Insights;

/// <summary>Which agents go one way only. Every run that ended counts: one that was cancelled or failed has left the path.</summary>
internal static class AgentPaths
{
    /// <summary>Below this many runs nothing is said of an agent.</summary>
    public const int FewestRuns = 20;

    /// <summary>Of its runs, at least so many must have gone the same way.</summary>
    public const double LeastShare = 0.95;

    private static readonly string[] Ends = [InsightsQuery.Kinds.Completed, InsightsQuery.Kinds.Failed, InsightsQuery.Kinds.Cancelled];
    private static readonly string[] Steps = [InsightsQuery.Kinds.Sent, InsightsQuery.Kinds.Delegated];

    /// <param name="log">The span that runs must have ended in; the newest <see cref="InsightsQuery.MostRead"/> of them are looked at.</param>
    public static async Task<ImmutableArray<AgentPath>> OfAsync(ConsoleDb database, IQueryable<AuditRow> log, CancellationToken ct)
    {
        var whole = WholeRuns(database, log);
        var started = await whole.Where(e => e.Kind == InsightsQuery.Kinds.Started)
            .Join(database.Journal.AsNoTracking(), e => e.Position, j => (long?)j.Position, (e, j) => new { e.Stream, j.Data }).ToListAsync(ct);
        var calls = await whole.Where(e => Steps.Contains(e.Kind)).Select(e => new { e.Seq, e.Stream, e.Subject, e.Tool }).ToListAsync(ct);
        var paths = calls.GroupBy(c => c.Stream!).ToDictionary(run => run.Key, run => run.OrderBy(c => c.Seq).DistinctBy(c => c.Subject).Select(c => c.Tool ?? "").ToImmutableArray()); // what is sent again is one step
        return
        [
            .. started.Select(s => (s.Stream, Agent: AgentIn(s.Data))).Where(s => s.Agent is not null).GroupBy(s => s.Agent!, s => paths.GetValueOrDefault(s.Stream!, []))
                .Select(agent => OnlyPathOf(agent.Key, [.. agent])).OfType<AgentPath>().OrderBy(p => p.Agent, StringComparer.Ordinal),
        ];
    }

    /// <summary>All entries of the runs that ended last: one may have begun before the span.</summary>
    internal static IQueryable<AuditRow> WholeRuns(ConsoleDb database, IQueryable<AuditRow> log)
    {
        var ended = log.Where(e => Ends.Contains(e.Kind) && e.Stream != null).OrderByDescending(e => e.Seq).Take(InsightsQuery.MostRead).Select(e => e.Stream);
        return database.Audit.AsNoTracking().Where(e => e.Stream != null && ended.Contains(e.Stream));
    }

    /// <returns>Null where they went several ways, or called nothing.</returns>
    internal static AgentPath? OnlyPathOf(string agent, IReadOnlyList<ImmutableArray<string>> runs)
    {
        if (runs.Count < FewestRuns) return null;
        var most = runs.GroupBy(steps => string.Join('\n', steps)).MaxBy(way => way.Count())!;
        return most.First() is { IsEmpty: false } steps && most.Count() >= LeastShare * runs.Count ? new(agent, steps, most.Count(), runs.Count) : null;
    }

    /// <returns>Null where no model chose the way.</returns>
    private static string? AgentIn(string started) =>
        JsonElement.Parse(started) is var data && data.GetProperty("kind").GetString() is nameof(RunKind.Agent) ? data.GetProperty("agent").GetString() : null;
}
