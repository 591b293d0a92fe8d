using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>Where deliveries stand.</summary>
public sealed class DestinationsQuery
{
    private readonly Destinations _destinations;
    private readonly ReadPool _databases;
    private readonly TimeProvider _time;

    internal DestinationsQuery(Destinations destinations, ReadPool databases, TimeProvider time) => (_destinations, _databases, _time) = (destinations, databases, time);

    /// <summary>The settings name somebody who is told.</summary>
    public bool IsAny => _destinations.IsAny;

    /// <summary>Those of the settings in their order, then those that only deliveries know.</summary>
    public Task<IReadOnlyList<DestinationView>> AllAsync(CancellationToken ct) => _databases.ReadAsync(async database =>
    {
        var now = Micros.Of(_time.GetUtcNow());
        var disabled = await database.Destinations.AsNoTracking().ToDictionaryAsync(d => d.Name, ct);
        var counts = await database.Deliveries.AsNoTracking().Where(d => d.NextAt == null || d.NextAt <= now || d.Attempts > 0).GroupBy(d => new { d.Destination, d.Status })
            .Select(g => new { g.Key.Destination, g.Key.Status, Count = g.Count(), Oldest = g.Min(d => d.At) }).ToListAsync(ct);
        var views = new List<DestinationView>();
        foreach (var name in _destinations.All.Select(d => d.Name).Union(counts.Select(c => c.Destination).Order(StringComparer.Ordinal)))
        {
            var (found, own) = (_destinations.Find(name), counts.Where(c => c.Destination == name).ToList());
            var last = await database.Deliveries.AsNoTracking().Where(d => d.Destination == name && d.Answer != null).OrderByDescending(d => d.Id).Select(d => d.Answer).FirstOrDefaultAsync(ct);
            int Count(string status) => own.FirstOrDefault(c => c.Status == status)?.Count ?? 0;
            views.Add(new(
                name, found?.Where, found?.Events ?? [], disabled.GetValueOrDefault(name) is { } off ? Micros.ToInstant(off.DisabledAt) : null, disabled.GetValueOrDefault(name)?.Why,
                Count(nameof(DeliveryStatus.Waiting)), Count(nameof(DeliveryStatus.Delivered)), Count(nameof(DeliveryStatus.Dead)), own.FirstOrDefault(c => c.Status == nameof(DeliveryStatus.Waiting)) is { } waits ? Micros.ToInstant(waits.Oldest) : null, last));
        }

        return (IReadOnlyList<DestinationView>)views;
    });

    /// <summary>Newest first.</summary>
    /// <param name="status">Null: any.</param>
    /// <param name="after">The id of the last one that was shown; null: from the newest on.</param>
    public Task<Page<DeliveryView>> DeliveriesAsync(string destination, DeliveryStatus? status, string? after, int? take, CancellationToken ct)
    {
        var most = Page<DeliveryView>.Clamp(take);
        return _databases.ReadAsync(async database =>
        {
            var rows = database.Deliveries.AsNoTracking().Where(d => d.Destination == destination);
            if (status?.ToString() is { } only) rows = rows.Where(d => d.Status == only);
            if (after is not null) rows = rows.Where(d => string.Compare(d.Id, after) < 0);
            var found = await rows.OrderByDescending(d => d.Id).Take(most + 1).ToListAsync(ct);
            return new Page<DeliveryView>([.. found.Take(most).Select(ViewOf)], found.Count > most ? found[most - 1].Id : null);
        });
    }

    private static DeliveryView ViewOf(DeliveryRow row) => new(
        row.Id, row.Type, row.Subject, Micros.ToInstant(row.At), Enum.Parse<DeliveryStatus>(row.Status), row.Attempts, row.NextAt is { } next ? Micros.ToInstant(next) : null, row.Answer);
}
