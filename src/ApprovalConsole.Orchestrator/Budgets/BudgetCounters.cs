using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Budgets;

/// <summary>Reads the counters, and opens those that a new month has not yet.</summary>
internal sealed class BudgetCounters(BudgetBook book, ReadPool databases, JournalWriter writer)
{
    public async Task<BudgetCounts> ReadAsync(string agent, DateTimeOffset at, CancellationToken ct)
    {
        var stands = book.For(agent, at, null);
        var counts = await ReadAsync(stands.Select(s => s.Scope), ct);
        var missing = stands.Where(s => !counts.Read.ContainsKey((s.Scope, s.Window))).ToList();
        if (missing.Count == 0) return counts;
        await writer.AppendAsync(new("", 0, [], [.. missing.Select(s => BudgetStatements.Open(BudgetScope.Read(s.Scope)!, s.Window, s.LimitUsd))]), ct);
        return await ReadAsync(stands.Select(s => s.Scope), ct);
    }

    /// <summary>All windows of these budgets.</summary>
    public Task<BudgetCounts> ReadAsync(IEnumerable<string> scopes, CancellationToken ct) => databases.ReadAsync(async database =>
    {
        var wanted = scopes.ToArray();
        var rows = await database.Budgets.AsNoTracking().Where(r => wanted.Contains(r.Scope)).ToListAsync(ct);
        return new BudgetCounts(rows.ToDictionary(r => (r.Scope, r.Window), r => new BudgetCount(Picos.ToUsd(r.Spent), Picos.ToUsd(r.Reserved))));
    });
}
