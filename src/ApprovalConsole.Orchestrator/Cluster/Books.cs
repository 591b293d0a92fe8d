using System.Threading.Channels;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Setups;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Orchestrator.Tools;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Channel = System.Threading.Channels.Channel;

namespace ApprovalConsole.Orchestrator.Cluster;

/// <summary>What other nodes have written comes into force here: who watches looks again, and the books that every node keeps in memory are read on. Until they are, nothing is committed that was decided on them.</summary>
internal sealed class Books : BackgroundService
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(1);

    private readonly Elsewhere _elsewhere;
    private readonly PeopleJournal _people;
    private readonly StopBook _stops;
    private readonly BudgetBook _budgets;
    private readonly PolicyBook _policies;
    private readonly SetupBook _setups;
    private readonly Resumption _resumption;
    private readonly BudgetQueue _queue;
    private readonly CommandGate _gate;
    private readonly Breach _breach;
    private readonly LiveFeed _feed;
    private readonly ILogger<Books> _log;
    private readonly Channel<bool> _rounds = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _lock = new();
    private HashSet<string> _streams = [];

    public Books(
        Elsewhere elsewhere, PeopleJournal people, StopBook stops, BudgetBook budgets, PolicyBook policies, SetupBook setups, Resumption resumption, BudgetQueue queue, CommandGate gate, Breach breach, LiveFeed feed, ILogger<Books> log)
    {
        (_elsewhere, _people, _stops, _budgets, _policies, _setups, _resumption, _queue, _gate, _breach, _feed, _log) = (elsewhere, people, stops, budgets, policies, setups, resumption, queue, gate, breach, feed, log);
        elsewhere.Found += Hear;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _rounds.Reader.ReadAllAsync(stoppingToken))
        {
            var (books, streams) = Next();
            try
            {
                await ReadOnAsync(streams, stoppingToken);
                _elsewhere.Take(books);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _log.LogError(e, "What other nodes have laid down cannot be read; nothing is sent until it is.");
                Keep(streams);
                await Task.Delay(AgainAfter, stoppingToken);
                _rounds.Writer.TryWrite(true);
            }
        }
    }

    // On the writer's thread.
    private void Hear(Written written)
    {
        foreach (var finding in written.Findings) _breach.Found(finding);
        foreach (var run in written.Erased) _gate.ErasedElsewhere(run);
        if (written.IsOfBooks)
        {
            Keep(written.Streams.Keys.Where(Written.IsBook));
            _rounds.Writer.TryWrite(true);
        }

        if (written.Kinds.Any(k => k.StartsWith("model.", StringComparison.Ordinal))) _queue.Settled();
        foreach (var stream in written.Streams.Keys) _feed.Nudge(Topic.Run(stream));
        _feed.Nudge(Topic.Runs);
        _feed.Nudge(Topic.Inbox);
    }

    private void Keep(IEnumerable<string> streams)
    {
        lock (_lock) _streams.UnionWith(streams);
    }

    /// <summary>The count first: what is written meanwhile is read on in the next round.</summary>
    private (long Books, HashSet<string> Streams) Next()
    {
        var books = _elsewhere.Books;
        lock (_lock)
        {
            var streams = _streams;
            _streams = [];
            return (books, streams);
        }
    }

    private async Task ReadOnAsync(HashSet<string> streams, CancellationToken ct)
    {
        if (streams.Contains(PeopleJournal.Stream)) await _people.ReadOnAsync(ct);
        if (streams.Contains(BudgetBook.Stream))
        {
            await _budgets.ReadOnAsync(ct);
            _queue.Settled();
        }

        if (streams.Contains(SetupBook.Stream)) await _setups.ReadOnAsync(ct);
        foreach (var stream in streams.Where(s => s.StartsWith(ToolJournal.Streams, StringComparison.Ordinal))) await _policies.ReadOnAsync(stream, ct);
        if (!streams.Contains(StopBook.Stream)) return;
        await _stops.LoadAsync(ct);
        _ = Task.Run(_resumption.WakeAsync, CancellationToken.None); // what is held still is held again
    }
}
