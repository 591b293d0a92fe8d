using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Stops;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Notices;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Stops;

/// <summary>The stops in force, in memory as the journal has them. The version that an intent was decided at is checked in the transaction that writes it, so
/// that no node goes on with what it knew before.</summary>
internal sealed class StopBook(JournalReader reader, JournalWriter writer, DecisionSeal seal, LogCheck check, Outbox outbox, LiveFeed feed, ILogger<StopBook> log) : IDisposable
{
    public const string Stream = "stops";

    private const int Attempts = 20;

    private readonly SemaphoreSlim _changing = new(1);
    private volatile StopList _stops = StopList.Empty;
    private bool _isLoaded;

    public StopList Now => _stops;

    /// <summary>Rows of the stops are gone from the journal: what may go on cannot be known, so nothing does.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Nobody has stopped or released anything since.</summary>
    public static Premise StillAt(StopList seen) => RowStatements.StillAt(Stream, seen.Version);

    /// <summary>Reads what others have written.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            await ReadOnAsync(ct);
            _isLoaded = true;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Decides a command; what it accepts is on the disk and in force when this returns.</summary>
    public async Task<Ruling<StopEvent>> SendAsync(StopCommand command, CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                var ruling = StopDecider.Decide(command, _stops);
                if (ruling is not Ruling<StopEvent>.Accepted { Events: { IsEmpty: false } accepted }) return ruling;
                ImmutableArray<StopEvent> events = [.. accepted.Select(Marked)];
                if (await writer.AppendAsync(new(Stream, _stops.Version, [.. events.Select(e => EventCodec.Encode(e, e.At) with { About = About.Of(e) })], [.. outbox.RowsOf(events.SelectMany(StopNotices.Of))]), ct) is Appended.Committed)
                {
                    Take(events, isInTheLog: true);
                    return new Ruling<StopEvent>.Accepted(events);
                }

                await ReadOnAsync(ct); // someone wrote first
            }

            throw new InvalidOperationException($"The stops were written by others {Attempts} times in a row.");
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose() => _changing.Dispose();

    private async Task ReadOnAsync(CancellationToken ct)
    {
        var events = await reader.ReadAsync<StopEvent>(Stream, _stops.Version, int.MaxValue, ct);
        if (events.Count > 0)
        {
            // A start has compared it. What came since and is not in the log may be a copy, mark and all, of what was once written here.
            Take(events.Select(e => e.Event), !_isLoaded || await check.HoldsAsync(Stream));
            return;
        }

        if (IsCut || (await reader.LastAsync<StopEvent>(Stream, ct))?.Version is var last && (last ?? 0) >= _stops.Version) return;
        IsCut = true; // what was in force stays in force
        log.LogError("Rows of the stops are gone from the journal. Nothing is sent until the console is started anew.");
        feed.Nudge(Topic.Stops);
    }

    private void Take(IEnumerable<StopEvent> events, bool isInTheLog)
    {
        _stops = events.Aggregate(_stops, (stops, @event) => stops.With(@event, isInTheLog && IsGenuine(@event)));
        feed.Nudge(Topic.Stops);
        feed.Nudge(Topic.Runs);
    }

    private bool IsGenuine(StopEvent @event)
    {
        if (seal.Holds(@event)) return true;
        log.LogError("{Event} of stop {StopId} does not carry the console's mark: it was not written here. The stop holds.", @event.GetType().Name, @event.StopId);
        return false;
    }

    private StopEvent Marked(StopEvent @event) => @event switch
    {
        StopEvent.Stopped e => e with { Mac = seal.Of(e) },
        StopEvent.PressedAgain e => e with { Mac = seal.Of(e) },
        StopEvent.ReleaseProposed e => e with { Mac = seal.Of(e) },
        StopEvent.Released e => e with { Mac = seal.Of(e) },
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
