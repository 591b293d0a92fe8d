using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Stops;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator;

/// <summary>Wakes runs whose time has come, and those whose calls need not wait for an equal call of another run any more: one query for all of them instead of a timer for each.</summary>
internal sealed class Sweeper(ReadPool databases, CommandGate gate, OpenDeeds deeds, HeldRuns heldRuns, TimeProvider time, ILogger<Sweeper> log) : BackgroundService
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
        var due = await databases.ReadAsync(database => database.Runs.AsNoTracking().Where(r => r.WakeAt != null && r.WakeAt <= now).OrderBy(r => r.WakeAt).Select(r => r.Id).Take(AtOnce + held.Count).ToListAsync(ct));
        foreach (var id in due.Where(id => !held.Contains(id))) await SendAsync(id, new RunCommand.Wake(time.GetUtcNow()), ct);
        foreach (var free in await deeds.FreeAsync(ct)) await SendAsync(free.RunId, new RunCommand.UnblockCall(free.CallId, free.LikeHappened, time.GetUtcNow()), ct);
    }

    /// <summary>A run that cannot be woken must not keep the others asleep.</summary>
    private async Task SendAsync(string id, RunCommand command, CancellationToken ct)
    {
        try
        {
            await gate.SendAsync(id, command, ct);
        }
        catch (Exception e) when (e is not (OperationCanceledException or JournalUnavailableException))
        {
            log.LogError(e, "Run {RunId} could not be woken.", id);
        }
    }
}
