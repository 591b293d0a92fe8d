using ApprovalConsole.Orchestrator.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Audit;

/// <summary>Each minute writes how many attempts were left out: a flood that stops is counted all the same.</summary>
internal sealed class LeftOutAttempts(RefusedAttempts attempts, TimeProvider time, ILogger<LeftOutAttempts> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await attempts.FlushAsync();
            }
            catch (JournalUnavailableException e)
            {
                log.LogError(e, "How many attempts were left out could not be written down.");
            }
        }
    }
}
