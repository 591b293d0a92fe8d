using System.Collections.Concurrent;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>Delivers what is due, by one query a destination instead of a timer a row. A slow destination holds up nobody but itself.</summary>
/// <remarks>Each row is one node's, as long as that lives; what is sent twice because nodes came or went carries the same id.</remarks>
internal sealed class DeliveryRounds(Destinations destinations, ReadPool databases, JournalWriter writer, DecisionSeal seal, Placement placement, LiveFeed feed, TimeProvider time, ILogger<DeliveryRounds> log) : BackgroundService
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WriteAgainAfter = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _look = new(0, 1);
    private readonly ConcurrentDictionary<(string Destination, string Id), byte> _out = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (destinations.IsAny && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _look.WaitAsync(Every, stoppingToken);
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "What is to be told to others could not be read; it is tried again.");
            }
        }
    }

    public override void Dispose()
    {
        _look.Dispose();
        base.Dispose();
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var disabled = await databases.ReadAsync(database => database.Destinations.AsNoTracking().Select(d => d.Name).ToListAsync(ct));
        foreach (var destination in destinations.All.Where(d => !disabled.Contains(d.Name)))
        {
            var free = AtOnce - _out.Keys.Count(k => k.Destination == destination.Name);
            foreach (var row in free > 0 ? await DueAsync(destination.Name, free, ct) : [])
                if (_out.TryAdd((row.Destination, row.Id), 0)) _ = Task.Run(() => DeliverAsync(destination, row, ct), CancellationToken.None);
        }
    }

    private Task<List<DeliveryRow>> DueAsync(string destination, int free, CancellationToken ct)
    {
        var now = Micros.Of(time.GetUtcNow());
        return databases.ReadAsync(database => database.Deliveries.AsNoTracking().Where(d => d.Destination == destination && d.NextAt != null && d.NextAt <= now).OrderBy(d => d.NextAt).AsAsyncEnumerable()
            .Where(d => !_out.ContainsKey((d.Destination, d.Id)) && placement.IsMine(d.Id)).Take(free).ToListAsync(ct).AsTask());
    }

    private async Task DeliverAsync(Destination destination, DeliveryRow row, CancellationToken ct)
    {
        try
        {
            var isOurs = seal.HoldsRow(DeliveryRow.SealedAs(row.Id, row.Destination), row.Body, row.Seal);
            var append = isOurs ? AppendOf(destination, row, await destination.SendAsync(row, time.GetUtcNow(), ct)) : Strange(row);
            await WriteAsync(append, ct);
            feed.Nudge(Topic.Deliveries);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The next start sends it, or sends it again.
        }
        catch (Exception e)
        {
            log.LogError(e, "{Type} could not be delivered to {Destination}; it is tried again.", row.Type, row.Destination);
            await Task.Delay(WriteAgainAfter, CancellationToken.None);
        }
        finally
        {
            _out.TryRemove((row.Destination, row.Id), out _);
            LookAgain();
        }
    }

    private Append AppendOf(Destination destination, DeliveryRow row, Receiving receiving)
    {
        var now = time.GetUtcNow();
        switch (receiving)
        {
            case Receiving.Taken taken:
                return Rows(DeliveryStatements.Tried(row, nameof(DeliveryStatus.Delivered), taken.Answer, null, Micros.Of(now)));
            case Receiving.Gone gone: // it stays, in case somebody enables the destination again
                log.LogWarning("{Destination} answered {Answer}: it is told nothing until an admin enables it again.", row.Destination, gone.Answer);
                return Rows(DeliveryStatements.Tried(row, nameof(DeliveryStatus.Waiting), gone.Answer, row.NextAt, null), DeliveryStatements.Disable(row.Destination, Micros.Of(now), $"it answered {gone.Answer}"))
                    with { Notes = [AuditNote.Of(AuditKinds.DestinationDisabled, null, null, row.Destination, now, new { answer = gone.Answer })] };
            case Receiving.Failed failed when now - Micros.ToInstant(row.At) >= destination.GiveUpAfter:
                log.LogError("{Type} {Id} was not delivered to {Destination} and is given up: {Answer}", row.Type, row.Id, row.Destination, failed.Answer);
                return Rows(DeliveryStatements.Tried(row, nameof(DeliveryStatus.Dead), failed.Answer, null, Micros.Of(now)));
            case Receiving.Failed failed:
                var next = now + Backoff.After(row.Attempts + 1, Random.Shared.NextDouble());
                return Rows(DeliveryStatements.Tried(row, nameof(DeliveryStatus.Waiting), failed.Answer, Micros.Of(failed.NotBefore is { } later && later > next ? later : next), null));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private Append Strange(DeliveryRow row)
    {
        log.LogError("What waits for {Destination} as {Id} does not carry the console's mark: it was not written here, and is not sent.", row.Destination, row.Id);
        return Rows(DeliveryStatements.Tried(row, nameof(DeliveryStatus.Dead), "not the console's own", null, Micros.Of(time.GetUtcNow())));
    }

    /// <summary>What is not written down is sent again, so it is written down whenever it can be.</summary>
    private async Task WriteAsync(Append append, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await writer.AppendAsync(append, ct);
                return;
            }
            catch (JournalUnavailableException)
            {
                await Task.Delay(WriteAgainAfter, ct);
            }
        }
    }

    private void LookAgain()
    {
        try
        {
            _look.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // It looks anyway, or never again.
        }
    }

    private static Append Rows(params RowWrite[] rows) => new("", 0, [], rows);
}
