using System.Collections.Immutable;
using System.Diagnostics;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Notices;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Budgets;

/// <summary>The budgets in force, in memory as settings and journal have them.</summary>
internal sealed class BudgetBook(
    IEnumerable<KeyValuePair<string, BudgetTerms>> settings, JournalReader reader, JournalWriter writer, DecisionSeal seal, LogCheck check, Outbox outbox, LiveFeed feed, TimeProvider time, ILogger<BudgetBook> log) : IDisposable
{
    public const string Stream = "budgets";

    private const int Attempts = 20;

    private readonly SemaphoreSlim _changing = new(1);
    private volatile BudgetList _budgets = BudgetList.Of(settings);
    private bool _isLoaded;

    public BudgetList Now => _budgets;

    /// <summary>The budgets that a call of the agent would count in now.</summary>
    public ImmutableArray<BudgetStand> For(string agent, DateTimeOffset at, BudgetCounts? counts)
    {
        if (_budgets.ByScope.IsEmpty) return [];
        return
        [
            .. from scope in BudgetScope.AllOf(agent)
               let budget = _budgets[scope.ToString()]
               where budget.IsLaidDown
               let window = scope.WindowAt(at)
               select new BudgetStand(budget.Scope, window, budget.Terms!.LimitUsd, counts?.Of(budget.Scope, window, budget.Terms.LimitUsd)),
        ];
    }

    /// <summary>Reads what was laid down, and gives the counters of today's windows the limits in force.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            var appended = Appended.Overtaken;
            for (var attempt = 1; attempt <= Attempts && appended is Appended.Overtaken; attempt++) // another node has laid down others meanwhile
            {
                await TakeOnAsync(ct);
                appended = await writer.AppendAsync(new("", 0, [], [.. _budgets.All.SelectMany(CountersOf)]) { Premises = [RowStatements.StillAt(Stream, _budgets.Version)] }, ct);
            }

            _isLoaded = true;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Decides a command; what it accepts is on the disk and in force when this returns.</summary>
    public async Task<Ruling<BudgetEvent>> SendAsync(BudgetCommand command, CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                var ruling = BudgetDecider.Decide(command, _budgets);
                if (ruling is not Ruling<BudgetEvent>.Accepted { Events: { IsEmpty: false } accepted }) return ruling;
                ImmutableArray<BudgetEvent> events = [.. accepted.Select(Marked)];
                var after = events.Aggregate(_budgets, (budgets, @event) => budgets.With(@event, isGenuine: true));
                var rows = events.OfType<BudgetEvent.Set>().SelectMany(e => CountersOf(after[e.Scope]));
                if (await writer.AppendAsync(new(Stream, _budgets.Version, [.. events.Select(e => EventCodec.Encode(e, e.At) with { About = About.Of(e) })], [.. rows, .. outbox.RowsOf(events.SelectMany(BudgetNotices.Of))]), ct) is Appended.Committed)
                {
                    _budgets = after;
                    feed.Nudge(Topic.Budgets);
                    return new Ruling<BudgetEvent>.Accepted(events);
                }

                await TakeOnAsync(ct); // someone wrote first
            }

            throw new InvalidOperationException($"The budgets were written by others {Attempts} times in a row.");
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
        var events = await reader.ReadAsync<BudgetEvent>(Stream, _budgets.Version, int.MaxValue, ct);
        if (events.Count == 0) return;

        // A start has compared it. What came since and is not in the log may be a copy, mark and all, of what was once written here.
        var isInTheLog = !_isLoaded || await check.HoldsAsync(Stream);
        _budgets = events.Select(e => e.Event).Aggregate(_budgets, (budgets, @event) => budgets.With(@event, isInTheLog && IsGenuine(@event)));
        feed.Nudge(Topic.Budgets);
    }

    /// <summary>The counter of the window that is open now, with the limit in force.</summary>
    private IEnumerable<RowWrite> CountersOf(Budget budget)
    {
        var (scope, limit) = (BudgetScope.Read(budget.Scope)!, budget.Terms!.LimitUsd);
        var window = scope.WindowAt(time.GetUtcNow());
        return [BudgetStatements.Open(scope, window, limit), BudgetStatements.Limit(budget.Scope, window, limit)];
    }

    private bool IsGenuine(BudgetEvent @event)
    {
        if (seal.Holds(@event)) return true;
        log.LogError("{Event} of the budget {Scope} does not carry the console's mark: it was not written here. Nothing is spent of it until an admin lays it down.", @event.GetType().Name, @event.Scope);
        return false;
    }

    private BudgetEvent Marked(BudgetEvent @event) => @event switch
    {
        BudgetEvent.Set e => e with { Mac = seal.Of(e) },
        BudgetEvent.ChangeProposed e => e with { Mac = seal.Of(e) },
        BudgetEvent.ChangeRejected or BudgetEvent.Alerted or BudgetEvent.Overshot => @event,
        _ => throw new UnreachableException(),
    };
}
