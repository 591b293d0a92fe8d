using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>What was delivered is kept for a week, what was given up for a month, so that people can look and send again.</summary>
internal sealed class DeliveryRetention(Destinations destinations, JournalWriter writer, Placement placement, TimeProvider time, ILogger<DeliveryRetention> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Delivered = TimeSpan.FromDays(7);
    private static readonly TimeSpan Dead = TimeSpan.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!destinations.IsAny) return;
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                if (placement.IsMine("deliveries")) await ForgetAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The next start goes on.
        }
    }

    private async Task ForgetAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        try
        {
            await writer.AppendAsync(new("", 0, [], [DeliveryStatements.Forget(nameof(DeliveryStatus.Delivered), Micros.Of(now - Delivered)), DeliveryStatements.Forget(nameof(DeliveryStatus.Dead), Micros.Of(now - Dead))]), ct);
        }
        catch (JournalUnavailableException e)
        {
            log.LogWarning("Old deliveries could not be deleted, which is tried again in an hour: {Why}", e.Message);
        }
    }
}
