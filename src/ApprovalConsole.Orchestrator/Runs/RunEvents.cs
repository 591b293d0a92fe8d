using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Masking;
using ApprovalConsole.Orchestrator.Projections;
using Channel = System.Threading.Channels.Channel;

namespace ApprovalConsole.Orchestrator.Runs;

/// <summary>The events of a run, read or followed.</summary>
public sealed class RunEvents
{
    private const int FoamBuffer = 64;

    private readonly RunJournal _journal;
    private readonly LiveFeed _feed;
    private readonly Masks _masks;

    internal RunEvents(RunJournal journal, LiveFeed feed, Masks masks) => (_journal, _feed, _masks) = (journal, feed, masks);

    /// <param name="mayReadHeld">The reader may see what waits for people: the words of answers that were not given out, too.</param>
    public async Task<Page<RunItem>> ReadAsync(string runId, int after, int? take, bool mayReadHeld, CancellationToken ct)
    {
        var count = Page<RunItem>.Clamp(take);
        var events = await _journal.ReadAsync(runId, after, count + 1, ct);
        return new((await ItemsAsync(runId, [.. events.Take(count)], mayReadHeld, ct)).Items, events.Count > count ? events[count - 1].Version.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    /// <summary>All of them so far.</summary>
    public async Task<IReadOnlyList<RunItem>> ReadAllAsync(string runId, bool mayReadHeld, CancellationToken ct) =>
        (await ItemsAsync(runId, await _journal.ReadAsync(runId, 0, int.MaxValue, ct), mayReadHeld, ct)).Items;

    /// <summary>Every event after a version, once and in order, as it is committed; ends after the run's last. Text being written comes in
    /// between, and where a watcher is slow, less of it; of a run whose answers may wait, none for those who may not read them; of one that holds something
    /// sensitive, none: a value may come in pieces.</summary>
    public async IAsyncEnumerable<RunItem> WatchAsync(string runId, int after, bool mayReadHeld, [EnumeratorCancellation] CancellationToken ct)
    {
        var nudges = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var foam = Channel.CreateBounded<string>(new BoundedChannelOptions(FoamBuffer) { FullMode = BoundedChannelFullMode.DropOldest });
        var committed = new Flag();
        using var subscription = _feed.Subscribe(
            Topic.Run(runId),
            () =>
            {
                committed.Raise();
                nudges.Writer.TryWrite(true);
            },
            text =>
            {
                foam.Writer.TryWrite(text);
                nudges.Writer.TryWrite(true);
            });
        committed.Raise(); // subscribe, then read: the other order loses a change
        nudges.Writer.TryWrite(true);
        if (await IsOverAsync(runId, after, ct)) yield break;
        var ended = await HasEndedByAsync(runId, after, ct);
        var (showsFoam, isMasked) = (mayReadHeld || await AnswersFreelyAsync(runId, ct), true);
        await foreach (var _ in nudges.Reader.ReadAllAsync(ct))
        {
            while (committed.Lower())
            {
                var events = await _journal.FollowAsync(runId, after, Page<RunItem>.MostTake, ct);
                (var items, isMasked) = await ItemsAsync(runId, events, mayReadHeld, ct);
                foreach (var item in items) yield return item;
                if (events is [.., var latest]) after = latest.Version;
                ended |= events.Any(e => IsLast(e.Event));
                if (events.Count == Page<RunItem>.MostTake) committed.Raise(); // there is more
                else if (ended) yield break; // with what came after the end, if anything has so far
            }

            while (foam.Reader.TryRead(out var text) && showsFoam && !isMasked && !committed.IsUp) // what was committed since may be sensitive, and be in it
                yield return new(null, null, RunItem.TextDelta, new { text });
        }
    }

    /// <summary>The run in lines for whom it works for, as it goes on; ends after the last.</summary>
    public async IAsyncEnumerable<ProgressLine> TellAsync(string runId, int after, [EnumeratorCancellation] CancellationToken ct)
    {
        var teller = new ProgressTeller();
        await foreach (var item in WatchAsync(runId, 0, mayReadHeld: false, ct))
            if (item.Shown is { } shown && teller.Tell(shown) is var (kind, text) && item.Seq > after)
                yield return new(item.Seq.Value, shown.At, kind, text);
    }

    /// <summary>The run has ended and there is nothing after this version.</summary>
    public async Task<bool> IsOverAsync(string runId, int after, CancellationToken ct) =>
        after > 0 && await _journal.LastAsync(runId, ct) is { } last && last.Version <= after && await HasEndedByAsync(runId, after, ct);

    /// <summary>A watcher who comes back may have seen the end already; little follows it, and nobody waits for it.</summary>
    public async Task<bool> HasEndedByAsync(string runId, int version, CancellationToken ct)
    {
        if (version == 0 || await _journal.LastAsync(runId, ct) is not { } last) return false;
        if (IsLast(last.Event)) return last.Version <= version;
        if (last.Event is not (RunEvent.CallUndoStarted or RunEvent.CallContradicted)) return false; // nothing else follows an end
        return (await _journal.ReadAsync(runId, 0, version, ct)).Any(e => IsLast(e.Event));
    }

    private static bool IsLast(RunEvent @event) => @event is RunEvent.Completed or RunEvent.Failed or RunEvent.Cancelled;

    private async Task<bool> AnswersFreelyAsync(string runId, CancellationToken ct) =>
        (await _journal.FollowAsync(runId, 0, 1, ct)) is [{ Event: RunEvent.Started { AnswerNeeds: null } }];

    /// <summary>As everybody may see them. The state is read after the events: what is open in it was not settled when they were read.</summary>
    private async Task<(IReadOnlyList<RunItem> Items, bool IsMasked)> ItemsAsync(string runId, IReadOnlyList<ReadEvent<RunEvent>> events, bool mayReadHeld, CancellationToken ct)
    {
        mayReadHeld = mayReadHeld || await AnswersFreelyAsync(runId, ct);
        var masked = _masks.AreAny ? await _masks.OfAsync(runId, ct) : null;
        var run = masked?.True;
        if (run is null && events.Any(e => Disclosure.IsDelicate(e.Event))) run = (await _journal.KnownAsync(runId, ct))?.Run ?? RunEvolution.Fold((await _journal.ReadAsync(runId, 0, int.MaxValue, ct)).Select(e => e.Event));
        return ([.. events.Select(e => ItemOf(e, run is null ? e.Event : Disclosure.ToOthers(e.Event, run), masked, mayReadHeld))], masked is { HidesNothing: false });
    }

    private static RunItem ItemOf(ReadEvent<RunEvent> read, RunEvent disclosed, MaskedRun? masked, bool mayReadHeld)
    {
        var seen = masked?.Of(disclosed) ?? disclosed;
        var shown = mayReadHeld ? seen : HeldAnswers.LeftOut(seen);
        return new(read.Version, read.At, read.Name, shown) { Undisclosed = !ReferenceEquals(disclosed, read.Event) };
    }

    /// <summary>Raised by many, lowered by one.</summary>
    private sealed class Flag
    {
        private int _raised;

        public void Raise() => Interlocked.Exchange(ref _raised, 1);

        public bool IsUp => Volatile.Read(ref _raised) == 1;

        public bool Lower() => Interlocked.Exchange(ref _raised, 0) == 1;
    }
}
