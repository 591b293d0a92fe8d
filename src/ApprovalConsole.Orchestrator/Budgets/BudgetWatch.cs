using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Budgets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Budgets;

/// <summary>Says, once for each threshold and window, that a budget is spent so far. It looks after what has settled, not with it: nobody waits for it.</summary>
internal sealed class BudgetWatch(BudgetBook book, BudgetCounters counters, BudgetQueue queue, LiveFeed feed, TimeProvider time, ILogger<BudgetWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private int _seen = -1;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                if (queue.Round is var round && round != _seen) await LookAsync(stoppingToken);
                _seen = round;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "The budgets could not be looked at; it is tried again.");
            }
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var counts = await counters.ReadAsync(book.Now.All.Select(b => b.Scope), ct);
        foreach (var budget in book.Now.All.ToList())
        {
            var window = BudgetScope.Read(budget.Scope)!.WindowAt(now);
            if (counts.Of(budget.Scope, window, budget.Terms!.LimitUsd) is not { } count) continue;
            if (await book.SendAsync(new BudgetCommand.Look(budget.Scope, window, count.SpentUsd, now), ct) is Ruling<BudgetEvent>.Accepted { Events: var said })
                foreach (var @event in said) Log(@event);
        }

        feed.Nudge(Topic.Budgets);
    }

    private void Log(BudgetEvent said)
    {
        if (said is BudgetEvent.Alerted a) log.LogWarning("{Spent} of the {Limit} USD of the budget {Scope} are spent in {Window}.", a.SpentUsd, a.LimitUsd, a.Scope, a.Window);
        if (said is BudgetEvent.Overshot o)
            log.LogError("{Spent} USD are spent of the budget {Scope} in {Window}, more than its {Limit}: a provider took more than it was allowed, or the limit was lowered.", o.SpentUsd, o.Scope, o.Window, o.LimitUsd);
    }
}
