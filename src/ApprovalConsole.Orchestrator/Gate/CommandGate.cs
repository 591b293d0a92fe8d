using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Effects;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;

namespace ApprovalConsole.Orchestrator.Gate;

/// <summary>The one way in: pages, programs, timers and performers' results all enter here, and nothing else changes a run.</summary>
public sealed class CommandGate
{
    private const int Attempts = 20;
    private static readonly TimeSpan ReportAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Mailboxes _mailboxes;
    private readonly JournalReader _reader;
    private readonly JournalWriter _writer;
    private readonly Foresight _foresight;
    private readonly LiveFeed _feed;
    private readonly DecisionSeal _seal;

    internal CommandGate(Mailboxes mailboxes, JournalReader reader, JournalWriter writer, Foresight foresight, LiveFeed feed, DecisionSeal seal)
    {
        (_mailboxes, _reader, _writer, _foresight, _feed, _seal) = (mailboxes, reader, writer, foresight, feed, seal);
    }

    /// <summary>Decides a command and, where it is accepted, returns only when its events are on the disk.</summary>
    /// <exception cref="JournalUnavailableException">Nothing was written.</exception>
    public async Task<Ruling<RunEvent>> SendAsync(string runId, RunCommand command, CancellationToken ct = default) =>
        (await TakeTurnAsync(runId, _ => command, guard: null, ct)).Ruling;

    /// <summary>As <see cref="SendAsync"/>, with the state that the command left.</summary>
    internal async Task<GateAnswer> SendForStateAsync(string runId, RunCommand command, RowWrite? guard, CancellationToken ct) =>
        await TakeTurnAsync(runId, _ => command, guard, ct);

    /// <summary>A performer's result; the command is made inside the turn, from the active time read there. A result is not lost because the
    /// disk is full for a while: it is handed in again until it is written, or until the process ends and the call is recovered.</summary>
    private async Task ReportAsync(string runId, Func<double, RunCommand> result)
    {
        RunCommand? command = null;
        while (true)
        {
            try
            {
                await TakeTurnAsync(runId, turn => command ??= result(turn.Clock.CallCameBack()), null, CancellationToken.None);
                return;
            }
            catch (JournalUnavailableException)
            {
                await Task.Delay(ReportAgainAfter);
            }
        }
    }

    /// <summary>The run's state; null where there is no such run.</summary>
    public async Task<Run?> ReadAsync(string runId, CancellationToken ct = default)
    {
        var run = await FoldAsync(runId, ct);
        return run.IsStarted ? run : null;
    }

    private async Task<GateAnswer> TakeTurnAsync(string runId, Func<Mailboxes.Turn, RunCommand> order, RowWrite? guard, CancellationToken ct)
    {
        using var turn = await _mailboxes.EnterAsync(runId, ct);
        var command = order(turn);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var before = turn.Run ?? await FoldAsync(runId, ct);
            var ruling = RunDecider.Decide(command, before);
            if (ruling is not Ruling<RunEvent>.Accepted { Events: var accepted }) return new(ruling, before);

            var decided = _seal.Mark(accepted);

            var foreseen = _foresight.Continue(decided.Aggregate(before, RunEvolution.Evolve));
            ImmutableArray<RunEvent> events = [.. decided, .. foreseen.Events];
            if (events.IsEmpty)
            {
                turn.Run = before;
                return new(ruling, before);
            }

            var appended = await _writer.AppendAsync(
                new(runId, before.Version, [.. events.Select(e => EventCodec.Encode(e, e.At))], RunRows.Changed(before, foreseen.Run), guard), ct);
            switch (appended)
            {
                case Appended.Committed:
                    turn.Run = foreseen.Run;
                    foreach (var performance in foreseen.Performances) Perform(turn, performance, foreseen.Run);
                    Announce(before, foreseen.Run);
                    return new(ruling, foreseen.Run);
                case Appended.Guarded:
                    return new(ruling, before) { WasGuarded = true };
                default:
                    turn.Run = null; // someone wrote first: their events are now part of the past, so decide again
                    break;
            }
        }

        throw new InvalidOperationException($"Run {runId} was written by others {Attempts} times in a row.");
    }

    private async Task<Run> FoldAsync(string runId, CancellationToken ct)
    {
        var past = await _reader.ReadAsync<RunEvent>(runId, after: 0, int.MaxValue, ct);
        return RunEvolution.Fold(past.Select(e => e.Event));
    }

    private void Announce(Run before, Run after)
    {
        _feed.Nudge(Topic.Run(after.Id));
        _feed.Nudge(Topic.Runs);
        if (RunRows.InboxChanged(before, after)) _feed.Nudge(Topic.Inbox);
    }

    // Outside the turn: the mailbox is free while the world takes its time.
    private void Perform(Mailboxes.Turn turn, Performance performance, Run run)
    {
        turn.Clock.CallWentOut();
        _ = Task.Run(() => performance.PerformAsync(run, result => ReportAsync(run.Id, result)));
    }
}

/// <summary>A ruling with the state it left.</summary>
/// <param name="Run">After the command; before it, where nothing was written.</param>
internal sealed record GateAnswer(Ruling<RunEvent> Ruling, Run Run)
{
    public bool WasGuarded { get; init; }
}
