using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>What was delivered is kept for a week, what was given up for a month, so that people can look and send again. What waits for somebody whom the settings do not name any more is kept for as long as the most patient
/// could wait, so that a setting that was lost by accident loses nothing, and is given up then.</summary>
internal sealed class DeliveryRetention(Destinations destinations, JournalWriter writer, Placement placement, TimeProvider time, ILogger<DeliveryRetention> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Delivered = TimeSpan.FromDays(7);
    private static readonly TimeSpan Dead = TimeSpan.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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

    internal async Task ForgetAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        try
        {
            await writer.AppendAsync(new("", 0, [],
            [
                DeliveryStatements.GiveUp([.. destinations.All.Select(d => d.Name)], Micros.Of(now - DestinationSettings.MostPatience), Micros.Of(now), "the settings name it no more"),
                DeliveryStatements.Forget(nameof(DeliveryStatus.Delivered), Micros.Of(now - Delivered)), DeliveryStatements.Forget(nameof(DeliveryStatus.Dead), Micros.Of(now - Dead)),
            ]), ct);
        }
        catch (JournalUnavailableException e)
        {
            log.LogWarning("Old deliveries could not be deleted, which is tried again in an hour: {Why}", e.Message);
        }
    }
}
