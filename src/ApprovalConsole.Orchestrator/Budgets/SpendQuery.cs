using System.Globalization;
using System.Text.RegularExpressions;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Budgets;

/// <summary>What model calls came to, whether or not a budget counts them.</summary>
public sealed partial class SpendQuery
{
    private const int MostDays = 62;

    private readonly ReadPool _databases;
    private readonly TimeProvider _time;

    internal SpendQuery(ReadPool databases, TimeProvider time) => (_databases, _time) = (databases, time);

    /// <summary>The month that it is now (UTC).</summary>
    public string ThisMonth => new BudgetScope(null, true).WindowAt(_time.GetUtcNow());

    /// <summary>True for a month as in <c>2026-11</c>.</summary>
    public static bool IsMonth(string? text) => text is not null && Month().IsMatch(text);

    /// <summary>By agent and model, the dearest in front.</summary>
    /// <param name="month">As in <c>2026-11</c>.</param>
    public Task<IReadOnlyList<SpendView>> OfMonthAsync(string month, CancellationToken ct) => _databases.ReadAsync<IReadOnlyList<SpendView>>(async database =>
    {
        var rows = await database.Spend.AsNoTracking().Where(s => s.Day.StartsWith(month)).GroupBy(s => new { s.Agent, s.Route, s.Model })
            .Select(g => new { g.Key, Calls = g.Sum(s => s.Calls), Input = g.Sum(s => s.InputTokens), Cached = g.Sum(s => s.CachedInputTokens), Output = g.Sum(s => s.OutputTokens), Cost = g.Sum(s => s.Cost) }).ToListAsync(ct);
        return [.. rows.OrderByDescending(r => r.Cost).ThenBy(r => r.Key.Agent, StringComparer.Ordinal).Select(r => new SpendView(
            r.Key.Agent, r.Key.Route, r.Key.Model, r.Calls, r.Input, r.Cached, r.Output, Picos.ToUsd(r.Cost)))];
    });

    /// <summary>By day, oldest first: of the window that is open now, and the week before for the pace.</summary>
    internal Task<IReadOnlyList<DaySpend>> ByDayAsync(BudgetScope scope, CancellationToken ct) => _databases.ReadAsync<IReadOnlyList<DaySpend>>(async database =>
    {
        var since = BudgetStatements.DayOf(_time.GetUtcNow().AddDays(1 - MostDays));
        var rows = await database.Spend.AsNoTracking().Where(s => string.Compare(s.Day, since) >= 0 && (scope.Agent == null || s.Agent == scope.Agent))
            .GroupBy(s => s.Day).Select(g => new { Day = g.Key, Cost = g.Sum(s => s.Cost) }).ToListAsync(ct);
        return [.. rows.OrderBy(r => r.Day, StringComparer.Ordinal).Select(r => new DaySpend(DateOnly.ParseExact(r.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture), Picos.ToUsd(r.Cost)))];
    });

    [GeneratedRegex(@"^[0-9]{4}-(0[1-9]|1[0-2])\z")]
    private static partial Regex Month();
}
