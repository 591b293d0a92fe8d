using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Checks;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Access;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Cluster;
using ApprovalConsole.Orchestrator.Effects;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Stops;
using ApprovalConsole.Orchestrator.Telemetry;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>The one way in: pages, programs, timers and performers' results all enter here, and nothing else changes a run.</summary>
public sealed partial class CommandGate
{
    private const int Attempts = 20;
    private const int MostCounts = 5;
    private static readonly TimeSpan ReportAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Mailboxes _mailboxes;
    private readonly RunJournal _journal;
    private readonly Deciding _decide;
    private readonly Foresight _foresight;
    private readonly StopBook _stops;
    private readonly BlockList _blocks;
    private readonly HeldRuns _held;
    private readonly Passages _passages;
    private readonly LiveFeed _feed;
    private readonly DecisionSeal _seal;
    private readonly LookUps _lookUps;
    private readonly OpenDeeds _deeds;
    private readonly LogCheck _log;
    private readonly BudgetCounters _budgets;
    private readonly BudgetQueue _queue;
    private readonly ActiveClocks _clocks;
    private readonly Node _node;
    private readonly TreeEvents _tree;
    private readonly Elsewhere _elsewhere;
    private readonly Outbox _outbox;
    private readonly RunSpans _spans;
    private readonly TimeProvider _time;
    private readonly ILogger<CommandGate> _logger;

    internal CommandGate(
        Mailboxes mailboxes, RunJournal journal, Deciding decide, Foresight foresight, StopBook stops, HeldRuns held, Passages passages, LiveFeed feed,
        DecisionSeal seal, BlockList blocks, LookUps lookUps, OpenDeeds deeds, LogCheck log, TreeEvents tree, BudgetCounters budgets, BudgetQueue queue, ActiveClocks clocks, Node node, Elsewhere elsewhere, Outbox outbox, RunSpans spans, TimeProvider time, ILogger<CommandGate> logger)
    {
        (_mailboxes, _journal, _decide, _foresight, _feed, _seal, _lookUps, _deeds, _time) = (mailboxes, journal, decide, foresight, feed, seal, lookUps, deeds, time);
        (_stops, _held, _passages, _log, _budgets, _queue) = (stops, held, passages, log, budgets, queue);
        (_blocks, _clocks, _node, _tree, _elsewhere, _outbox, _spans, _logger) = (blocks, clocks, node, tree, elsewhere, outbox, spans, logger);
    }

    /// <summary>Decides a command and, where it is accepted, returns only when its events are on the disk.</summary>
    /// <exception cref="JournalUnavailableException">Nothing was written.</exception>
    public async Task<Ruling<RunEvent>> SendAsync(string runId, RunCommand command, CancellationToken ct = default) =>
        (await SendForStateAsync(runId, command, guard: null, ct)).Ruling;

    /// <summary>As <see cref="SendAsync"/>, with the state that the command left.</summary>
    /// <param name="known">What was looked up for this command, so that it can lead on to its call in the same commit.</param>
    internal Task<GateAnswer> SendForStateAsync(string runId, RunCommand command, RowWrite? guard, CancellationToken ct, Knowledge? known = null) =>
        TakeTurnAsync(runId, _ => command, guard, known ?? Knowledge.None, ct);

    /// <summary>Likewise for a run whose id was drawn a moment ago: nothing can have happened to it, so nothing is read. If something has, its first version is taken, and then it is.</summary>
    internal Task<GateAnswer> StartAsync(RunCommand.Start command, RowWrite? guard, CancellationToken ct) =>
        TakeTurnAsync(command.RunId, _ => command, guard, Knowledge.None, ct, isDrawn: true);

    /// <summary>A performer's result; the command is made inside the turn, from the active time read there. A result is not lost because the
    /// disk is full for a while: it is handed in again until it is written, or until the process ends and the call is recovered.</summary>
    private async Task ReportAsync(Run run, Func<double, RunCommand> result)
    {
        RunCommand? command = null;
        while (true)
        {
            try
            {
                await TakeTurnAsync(run.Id, turn => command ??= CameBack(turn, run, result), null, Knowledge.None, CancellationToken.None);
                return;
            }
            catch (JournalUnavailableException)
            {
                await Task.Delay(ReportAgainAfter);
            }
            catch (Exception e) when (e is not JournalDamagedException && command is not null && Unwritten.InsteadOf(command) is { } instead)
            {
                _logger.LogError(e, "{Result} of run {RunId} cannot be written.", command.GetType().Name, run.Id);
                command = instead;
            }
        }
    }

    private RunCommand CameBack(Mailboxes.Turn turn, Run run, Func<double, RunCommand> result)
    {
        _clocks.CameBackFor(run);
        return result(turn.Clock.CallCameBack());
    }

    private async Task<GateAnswer> TakeTurnAsync(string runId, Func<Mailboxes.Turn, RunCommand> order, RowWrite? guard, Knowledge known, CancellationToken ct, bool isDrawn = false)
    {
        using var turn = await _mailboxes.EnterAsync(runId, ct);
        var command = order(turn);
        var blocked = ImmutableDictionary<string, RunCommand.BlockCall>.Empty;
        var (counts, settled) = ((BudgetCounts?)null, _queue.Round);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var taken = _elsewhere.Taken;
            var (before, isRemembered) = await StateAsync(turn, runId, isDrawn && attempt == 1, ct);
            var stillIn = _blocks.StillSo;
            var news = await NewsAsync(turn, command, before, ct);
            var (ruling, decided) = DecideAfter(news, command, before);
            if (decided.IsEmpty && ruling is not Ruling<RunEvent>.Accepted)
            {
                if (isRemembered && await HasMovedAsync(turn, runId, before, ct)) continue;
                return new(ruling, before);
            }

            var (round, lets) = (_held.Round, before.Kind is not RunKind.Canary && decided.Any(e => e is RunEvent.ProposalApproved or RunEvent.ProposalEdited));
            var here = decided.Aggregate(before, RunEvolution.Evolve);
            var foreseen = news.IsReadable ? _foresight.Continue(here, known, blocked, counts) : Foreseen.Nothing(here, _stops.Now);
            if (counts is null && (foreseen.WaitsForBudget || (_queue.IsAny && foreseen.Run.Model is { Budgets.IsEmpty: false })))
            {
                (counts, settled) = await CountAsync(foreseen.Run.Agent, ct);
                continue;
            }

            if (command is RunCommand.Start { Ancestry: null } && foreseen.Run.Halt is { Budget: { } shortage } halt) return new(Refused(halt, shortage), before);
            if (foreseen.WaitsForBudget) _queue.Keep(foreseen.Run.Id, foreseen.Run.Agent, settled);
            else if (_queue.IsAny) _queue.Leave(foreseen.Run.Id);
            if (foreseen.IsHeld && !_held.Keep(foreseen.Run.Id, round)) continue; // let go meanwhile
            ImmutableArray<RunEvent> events = [.. decided, .. foreseen.Events];
            if (events.IsEmpty)
            {
                if (isRemembered && await HasMovedAsync(turn, runId, before, ct)) continue;
                (turn.Run, turn.Heard) = (before, news.Heard);
                foreach (var inquiring in foreseen.Inquiries) LookUp(turn, inquiring, before.Id);
                return new(ruling, before);
            }

            // What is about to be sent must rest on a journal that the audit log knows. Where it does not, everything is held by now.
            if (!foreseen.Performances.IsEmpty && !turn.Holds) throw NotInTheLog(runId);

            List<Passages.Passage> passages = [.. foreseen.Performances.Select(_ => _passages.Begin())];
            var append = new Append(runId, before.Version, [.. events.Select(e => EventCodec.Encode(e, e.At) with { About = About.Of(e, foreseen.Run) })], [.. RunRows.Changed(before, foreseen.Run, turn.Holds ? _seal : null), .. _outbox.RowsOf(before, foreseen.Run)], guard)
                { Taken = taken, Premises = [.. PremisesOf(foreseen, news), .. lets ? [stillIn] : Array.Empty<Premise>()] };
            switch (await AppendAsync(append, events, foreseen.Run, passages, ct))
            {
                case Appended.Committed:
                    Milestones.Pass(Milestone.Heard, append.Events[^1].Name, runId);
                    (turn.Run, turn.Heard) = (foreseen.Run, news.Heard);
                    _spans.Committed(before, foreseen.Run, events); // first: what is done next belongs to it
                    foreach (var (performance, passage) in foreseen.Performances.Zip(passages)) Perform(turn, performance, foreseen.Run, passage);
                    foreach (var inquiring in foreseen.Inquiries) LookUp(turn, inquiring, foreseen.Run.Id);
                    if (before.PausedFrom != foreseen.Run.PausedFrom) _clocks.Paused(foreseen.Run, foreseen.Run is { PausedFrom: not null, RetryAt: { } until } ? until - _time.GetUtcNow() : TimeSpan.Zero);
                    if (before.Model is not null && before.Model != foreseen.Run.Model) _queue.Settled();
                    if (before.Cancelling is null && foreseen.Run.Cancelling is not null) _ = turn.CutOff.CancelAsync(); // outside the turn: what it ends reports here
                    Announce(before, foreseen.Run);
                    Tend(before, foreseen.Run);
                    return new(ruling, foreseen.Run);
                case Appended.Guarded:
                    return new(ruling, before) { WasGuarded = true };
                case Appended.LikeIsOpen: // what would go has to wait, unless it is free by now
                    blocked = blocked.SetItems((await _deeds.BlockersAsync(before, foreseen.Run)).Select(b => KeyValuePair.Create(b.Key, new RunCommand.BlockCall(b.Key, b.Value, _time.GetUtcNow()))));
                    break;
                case Appended.BudgetUsedUp: // others took it; who loses again and again waits for them
                    (counts, settled) = attempt < MostCounts ? await CountAsync(foreseen.Run.Agent, ct) : (BudgetCounts.Crowded, _queue.Round);
                    break;
                case Appended.Overtaken:
                    await _elsewhere.CaughtUpAsync(ct);
                    if (lets && !await _blocks.CatchUpAsync(ct)) throw NotInTheLog(PeopleJournal.Stream);
                    await _stops.LoadAsync(ct); // somebody was blocked, or has stopped something, here or on another node, or said something elsewhere in the tree
                    break;
                case Appended.UsedUp when known == Knowledge.None:
                    return new(ruling, before) { WasUsedUp = true }; // what the command itself brought does not fit any more
                case Appended.UsedUp:
                    known = Knowledge.None; // someone took the last of a quota: what was known of the counters is no longer so
                    break;
                default:
                    turn.Run = null; // someone wrote first: their events are now part of the past, so decide again
                    break;
            }
        }

        throw new InvalidOperationException($"Run {runId} was written by others {Attempts} times in a row.");
    }

    /// <summary>The round first: what settles while the counters are read is heard of.</summary>
    private async Task<(BudgetCounts Counts, int Round)> CountAsync(string agent, CancellationToken ct)
    {
        var round = _queue.Round;
        return (await _budgets.ReadAsync(agent, _time.GetUtcNow(), ct), round);
    }

    private static Ruling<RunEvent>.Refused Refused(Halt halt, BudgetShortage shortage) => new(new Refusal(RefusalCode.BudgetExhausted, halt.Message) { Budget = shortage });

    /// <summary>An intent is written only while the stops are what they were when it was let go, and anything only while no more has been said in the tree: checked in its own transaction, whichever node it was said on.</summary>
    private static IEnumerable<Premise> PremisesOf(Foreseen foreseen, TreeNews news)
    {
        if (foreseen is { Performances.IsEmpty: false, Run.Kind: not RunKind.Canary }) yield return StopBook.StillAt(foreseen.Seen);
        if (news.StillSo is { } still) yield return still;
    }

    private async Task<Appended> AppendAsync(Append append, ImmutableArray<RunEvent> events, Run after, List<Passages.Passage> passages, CancellationToken ct)
    {
        Appended? appended = null;
        try
        {
            return (appended = await _journal.AppendAsync(append, events, after, ct)).Value;
        }
        finally
        {
            if (appended is not Appended.Committed) passages.ForEach(p => p.Dispose());
        }
    }

    private void Announce(Run before, Run after)
    {
        _feed.Nudge(Topic.Run(after.Id));
        if (after.Kind is RunKind.Canary) return;
        _feed.Nudge(Topic.Runs);
        if (RunRows.InboxChanged(before, after)) _feed.Nudge(Topic.Inbox);
    }

    // Outside the turn: the mailbox is free while the world takes its time.
    private void Perform(Mailboxes.Turn turn, Performance performance, Run run, Passages.Passage passage)
    {
        turn.Clock.CallWentOut();
        _clocks.WentOutFor(run);
        var cutOff = turn.CutOff.Token;
        _ = Task.Run(async () =>
        {
            using (passage) await performance.PerformAsync(run, result => ReportAsync(run, result), passage, cutOff);
        });
    }

    // Likewise; nothing was written down, for the effect stays due until a turn with the answers settles it.
    private void LookUp(Mailboxes.Turn turn, Inquiring inquiring, string runId)
    {
        if (turn.LookingUp.Add(inquiring.Key)) _ = Task.Run(() => LookUpAsync(inquiring, runId));
    }

    private async Task LookUpAsync(Inquiring inquiring, string runId)
    {
        while (true)
        {
            var (_, known) = await _lookUps.GatherAsync(inquiring.Assess, inquiring.Principal, CancellationToken.None);
            try
            {
                await TakeTurnAsync(runId, turn =>
                {
                    turn.LookingUp.Remove(inquiring.Key);
                    return new RunCommand.Wake(_time.GetUtcNow());
                }, null, known, CancellationToken.None);
                return;
            }
            catch (JournalUnavailableException)
            {
                await Task.Delay(ReportAgainAfter); // and ask again: what was known is too old by then
            }
        }
    }
}

/// <summary>A ruling with the state it left.</summary>
/// <param name="Run">After the command; before it, where nothing was written.</param>
internal sealed record GateAnswer(Ruling<RunEvent> Ruling, Run Run)
{
    public bool WasGuarded { get; init; }

    /// <summary>A quota had no room for what the command brought; nothing was written.</summary>
    public bool WasUsedUp { get; init; }
}
