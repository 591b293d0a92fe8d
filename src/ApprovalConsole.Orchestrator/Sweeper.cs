using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Stops;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator;

/// <summary>Wakes runs whose time has come, those whose calls need not wait for an equal call of another run any more, and those that have yet to hear of their children: one query for all of them instead of a timer for each.</summary>
internal sealed class Sweeper(ReadPool databases, CommandGate gate, OpenDeeds deeds, ChildRuns children, HeldRuns heldRuns, Placement placement, TimeProvider time, ILogger<Sweeper> log) : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await SweepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "Waking runs failed; it is tried again.");
            }
        }
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        var now = Micros.Of(time.GetUtcNow());
        var held = heldRuns.All(); // their time has come and they may not go: they are woken when they may, and must not keep the others waiting
        var due = await databases.ReadAsync(database => database.Runs.AsNoTracking().Where(r => r.WakeAt != null && r.WakeAt <= now).OrderBy(r => r.WakeAt).Select(r => r.Id).AsAsyncEnumerable()
            .Where(id => !held.Contains(id) && placement.IsMine(id)).Take(AtOnce).ToListAsync(ct).AsTask());
        foreach (var id in due) await SendAsync(id, new RunCommand.Wake(time.GetUtcNow()), ct);
        foreach (var free in (await deeds.FreeAsync(ct)).Where(f => placement.IsMine(f.RunId))) await WakeAsync(free.RunId, () => gate.UnblockAsync(free.RunId, free.CallId));
        foreach (var (runId, callId) in (await children.UnheardAsync(ct)).Where(c => placement.IsMine(c.RunId))) await WakeAsync(runId, () => gate.TendChildAsync(runId, callId));
    }

    private Task SendAsync(string id, RunCommand command, CancellationToken ct) => WakeAsync(id, () => gate.SendAsync(id, command, ct));

    /// <summary>A run that cannot be woken must not keep the others asleep.</summary>
    private async Task WakeAsync(string id, Func<Task> wake)
    {
        try
        {
            await wake();
        }
        catch (Exception e) when (e is not (OperationCanceledException or JournalUnavailableException))
        {
            log.LogError(e, "Run {RunId} could not be woken.", id);
        }
    }
}
