using System.Collections.Immutable;
using System.Diagnostics;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Setups;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Setups;

/// <summary>What admins have laid down of agents and models, in memory as settings and journal have it, and in force where runs look.</summary>
internal sealed class SetupBook(SetupTargets targets, JournalReader reader, JournalWriter writer, DecisionSeal seal, LogCheck check, LiveFeed feed, ILogger<SetupBook> log) : IDisposable
{
    public const string Stream = "setups";

    private const int Attempts = 20;

    private readonly SemaphoreSlim _changing = new(1);
    private volatile SetupList _list = SetupList.Of(targets.All());
    private bool _isLoaded;

    public SetupList Now => _list;

    /// <summary>What holds of one that is there.</summary>
    public Setup InForce(string scope) => _list[scope]!.InForce(setup => targets.FaultsOf(scope, setup).Count > 0);

    /// <summary>Reads what was laid down and puts it in force.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await ReadOnAsync(ct);
        _isLoaded = true;
    }

    /// <summary>Decides a command; what it accepts is on the disk and in force when this returns.</summary>
    public async Task<Ruling<SetupEvent>> SendAsync(SetupCommand command, CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                var ruling = SetupDecider.Decide(command, _list, InForce, FaultOf);
                if (ruling is not Ruling<SetupEvent>.Accepted { Events: { IsEmpty: false } accepted }) return ruling;
                ImmutableArray<SetupEvent> events = [.. accepted.Select(Marked)];
                if (await writer.AppendAsync(new(Stream, _list.Version, [.. events.Select(e => EventCodec.Encode(e, e.At) with { About = About.Of(e) })], []), ct) is Appended.Committed)
                {
                    Take(events.Aggregate(_list, (list, @event) => list.With(@event, isGenuine: true)), events);
                    return new Ruling<SetupEvent>.Accepted(events);
                }

                await TakeOnAsync(ct); // someone wrote first
            }

            throw new InvalidOperationException($"The setups were written by others {Attempts} times in a row.");
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Takes over what other nodes have written.</summary>
    public async Task ReadOnAsync(CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            await TakeOnAsync(ct);
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose() => _changing.Dispose();

    private async Task TakeOnAsync(CancellationToken ct)
    {
        var events = (await reader.ReadAsync<SetupEvent>(Stream, _list.Version, int.MaxValue, ct)).Select(e => e.Event).ToList();
        if (events.Count == 0) return;

        // A start has compared it. What came since and is not in the log may be a copy, mark and all, of what was once written here.
        var isInTheLog = !_isLoaded || await check.HoldsAsync(Stream);
        Take(events.Aggregate(_list, (list, @event) => list.With(@event, isInTheLog && IsGenuine(@event))), events);
    }

    private void Take(SetupList list, IReadOnlyList<SetupEvent> events)
    {
        _list = list;
        foreach (var scope in events.OfType<SetupEvent.Set>().Select(e => e.Of).Where(scope => list[scope] is not null).Distinct())
        {
            targets.Put(scope, InForce(scope), list[scope]!.Version);
            if (list[scope] is { Last.IsSealed: true, HasDrifted: true }) log.LogWarning("The settings of {Scope} are not what they were when an admin laid it down: the stricter of both holds.", scope);
        }

        feed.Nudge(Topic.Setups);
    }

    private string? FaultOf(string scope, Setup setup) => targets.FaultsOf(scope, setup) is [var (key, problem), ..] ? $"{key} {problem}." : null;

    private bool IsGenuine(SetupEvent @event)
    {
        if (seal.Holds(@event)) return true;
        log.LogError("{Event} of {Scope} does not carry the console's mark: it was not written here. It stays shut until an admin lays it down.", @event.GetType().Name, @event.Of);
        return false;
    }

    private SetupEvent Marked(SetupEvent @event) => @event switch
    {
        SetupEvent.Set e => e with { Mac = seal.Of(e) },
        SetupEvent.ChangeProposed e => e with { Mac = seal.Of(e) },
        SetupEvent.ChangeRejected => @event,
        _ => throw new UnreachableException(),
    };
}
