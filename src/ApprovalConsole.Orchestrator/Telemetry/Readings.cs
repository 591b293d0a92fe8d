using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Telemetry;

/// <summary>Reads what stands now into the gauges that somebody listens to. Nodes of a cluster read the same database, so each says the same.</summary>
internal sealed class Readings(Signals signals, ReadPool databases, GateProof proof, BudgetBook budgets, BudgetCounters counters, TimeProvider time, ILogger<Readings> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do await TryReadAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Nobody listens any more.
        }
    }

    private async Task TryReadAsync(CancellationToken ct)
    {
        try
        {
            if (signals.GateHolds.Enabled) signals.GateHolds.Record(proof.State is GateState.Holds ? 1 : 0);
            if (signals.Pending.Enabled || signals.OldestPending.Enabled || signals.Unknown.Enabled || signals.Deliveries.Enabled) await ReadRowsAsync(ct);
            if (signals.BudgetSpent.Enabled) await ReadBudgetsAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("What is measured could not be read: {Why}", e.Message);
        }
    }

    private async Task ReadRowsAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (count, oldest, unknown, late) = await databases.ReadAsync(async database =>
        {
            var pending = database.Proposals.AsNoTracking().Where(p => p.Status == nameof(ProposalStatus.Pending));
            return (
                await pending.LongCountAsync(ct), await pending.MinAsync(p => (long?)p.RequestedAt, ct), await database.Calls.AsNoTracking().LongCountAsync(c => c.Status == nameof(CallStatus.Unknown), ct),
                await database.Deliveries.AsNoTracking().LongCountAsync(d => d.NextAt != null && d.At <= Micros.Of(now), ct));
        });
        signals.Pending.Record(count);
        signals.OldestPending.Record(oldest is { } at ? Math.Max(0, (now - Micros.ToInstant(at)).TotalSeconds) : 0);
        signals.Unknown.Record(unknown);
        signals.Deliveries.Record(late);
    }

    private async Task ReadBudgetsAsync(CancellationToken ct)
    {
        var (now, all) = (time.GetUtcNow(), budgets.Now.All.Where(b => b.Terms is not null).ToList());
        if (all.Count == 0) return;
        var counts = await counters.ReadAsync(all.Select(b => b.Scope), ct);
        foreach (var budget in all)
        {
            var (window, limit) = (BudgetScope.Read(budget.Scope)!.WindowAt(now), budget.Terms!.LimitUsd);
            var spent = counts.Of(budget.Scope, window, limit)?.SpentUsd ?? 0;
            signals.BudgetSpent.Record(limit > 0 ? (double)(spent / limit) : 1, new(Names.Scope, budget.Scope), new(Names.Window, window));
        }
    }
}
