using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;

namespace ApprovalConsole.Orchestrator.Notices;

/// <summary>What an admin does about deliveries. Each order is an entry of the audit log, in its own commit.</summary>
public sealed class DestinationControl
{
    private readonly Destinations _destinations;
    private readonly JournalWriter _writer;
    private readonly LiveFeed _feed;
    private readonly TimeProvider _time;

    internal DestinationControl(Destinations destinations, JournalWriter writer, LiveFeed feed, TimeProvider time) => (_destinations, _writer, _feed, _time) = (destinations, writer, feed, time);

    /// <summary>It is told nothing from here on. What it would have been told is kept.</summary>
    public Task<Refusal?> DisableAsync(string name, Actor by, CancellationToken ct) =>
        GiveAsync(name, AuditKinds.DestinationDisabled, by, new { }, DeliveryStatements.Disable(name, Micros.Of(_time.GetUtcNow()), $"by {by.Name}"), ct);

    /// <summary>It is told what was kept, and what comes.</summary>
    public Task<Refusal?> EnableAsync(string name, Actor by, CancellationToken ct) => GiveAsync(name, AuditKinds.DestinationEnabled, by, new { }, DeliveryStatements.Enable(name), ct);

    /// <summary>Tries one more time, with the same id.</summary>
    public Task<Refusal?> ResendAsync(string name, string id, Actor by, CancellationToken ct) =>
        GiveAsync(name, AuditKinds.DeliveryResent, by, new { id }, DeliveryStatements.Again(name, id, Micros.Of(_time.GetUtcNow())), ct);

    private async Task<Refusal?> GiveAsync(string name, string kind, Actor by, object more, RowWrite row, CancellationToken ct)
    {
        if (_destinations.Find(name) is null) return new(RefusalCode.UnknownDestination, $"The settings name no destination {name}.");
        var note = AuditNote.Of(kind, by, null, name, _time.GetUtcNow(), more);
        if (await _writer.AppendAsync(new("", 0, [], [row]) { Notes = [note] }, ct) is not Appended.Committed) return new(RefusalCode.UnknownDestination, $"{name} has no such delivery.");
        _feed.Nudge(Topic.Deliveries);
        return null;
    }
}
