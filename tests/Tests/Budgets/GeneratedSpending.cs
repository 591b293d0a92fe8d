using System.Collections.Immutable;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Projections;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Budgets;

/// <summary>Runs of one agent whose models answer, lie, fail and get lost by chance, in a time that passes the ends of months, written in batches as they come.</summary>
internal sealed class GeneratedSpending(int seed, JournalWriter writer, ReadPool databases)
{
    private static readonly Price[] Prices = [BudgetHost.Price, new(0.0375m, 0.00375m, 0.15m), new(3.33m, 1.1m, 7.77m), default];

    private readonly Random _dice = new(seed);
    private readonly Dictionary<string, decimal> _limits = [];
    private readonly List<Run> _runs = [];
    private DateTimeOffset _now = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero).AddMonths(3 * seed);
    private int _started;

    public string Agent => $"agent{seed}";

    /// <summary>A provider took more than it was allowed, or a budget was laid down when its money was spent already.</summary>
    public bool MayExceed { get; private set; }

    public int Reserved { get; private set; }

    public int UsedUp { get; private set; }

    public int CrossedMonths { get; private set; }

    /// <summary>A few runs at once, each one command further.</summary>
    public async Task TurnAsync()
    {
        _now += TimeSpan.FromMinutes(_dice.Next(180));
        if (_started == 0 || _dice.Next(12) == 0) Assert.Equal(Appended.Committed, await writer.AppendAsync(new("", 0, [], [.. LayDown()]), CancellationToken.None));
        while (_runs.Count < 8) _runs.Add(Run.Initial);
        var counts = _dice.Next(2) == 0 ? null : await CountAsync();
        await Task.WhenAll(Enumerable.Range(0, _runs.Count).Where(_ => _dice.Next(3) > 0).Select(i => (Index: i, Command: NextFor(_runs[i], counts))).ToList().Select(next => SendAsync(next.Index, next.Command)));
        _runs.RemoveAll(r => r.End is not null || r.Halt is not null);
    }

    private async Task SendAsync(int index, RunCommand command)
    {
        var before = _runs[index];
        if (RunDecider.Decide(command, before) is not Ruling<RunEvent>.Accepted { Events: { IsEmpty: false } events }) return;
        var after = events.Aggregate(before, RunEvolution.Evolve);
        var appended = await writer.AppendAsync(new(after.Id, before.Version, [.. events.Select(e => EventCodec.Encode(e, e.At))], RunRows.Changed(before, after, seal: null)), CancellationToken.None);
        if (events.Any(e => e is RunEvent.ModelIntended { Budgets.Count: > 0 })) _ = appended is Appended.Committed ? Reserved++ : UsedUp++;
        if (appended is not Appended.Committed) return;
        if (before.Model is { } was && after.Model is null && was.At.Month != _now.Month) CrossedMonths++;
        _runs[index] = after;
    }

    private RunCommand NextFor(Run run, BudgetCounter? counts) => run switch
    {
        { IsStarted: false } => new RunCommand.Start(
            $"{Agent}-{++_started}", RunKind.Agent, null, Agent, new("kim", [], "{}"), "go", new() { Tokens = 1_000_000_000, CostUsd = 1_000_000 }, Actor.Console, "{}", _now),
        { Model: { } m } => _dice.Next(9) switch
        {
            0 => new RunCommand.RecordModelFailure(m.Step, m.Attempt, "modelError", "no", true, WasSent: false, TimeSpan.Zero, 1, _now),
            1 or 2 => new RunCommand.RecordModelFailure(m.Step, m.Attempt, "modelError", "no", true, WasSent: true, TimeSpan.Zero, 1, _now),
            3 => new RunCommand.Recover(new("n", $"e{_dice.Next()}"), _now, _now),
            4 => new RunCommand.RecordModelReply(m.Step, m.Attempt, "Done.", [], null, "stop", 1, _now),
            5 when _dice.Next(4) == 0 => Lie(m),
            _ => new RunCommand.RecordModelReply(
                m.Step, m.Attempt, _dice.Next(2) == 0 ? "Done." : "", [], new(m.InputTokensReserved, _dice.NextInt64(m.InputTokensReserved), 1 + _dice.NextInt64(m.OutputTokensMax)), "stop", 1, _now),
        },
        _ => new RunCommand.BeginModelCall(
            run.Steps.Length + 1, run.FailedAttempts + 1, $"r{_dice.Next(2)}", "m", Prices[_dice.Next(Prices.Length)], 100 + _dice.Next(3_000), 300 + _dice.Next(4_000), new("n", "e"), _now.AddMinutes(1), _now)
            { Budgets = [.. StandsOf(counts)] },
    };

    private RunCommand.RecordModelReply Lie(ModelAttempt m)
    {
        MayExceed = true;
        return new(m.Step, m.Attempt, "Done.", [], new(m.InputTokensReserved * 9, 0, m.OutputTokensMax * 9), "stop", 1, _now);
    }

    private IEnumerable<BudgetStand> StandsOf(BudgetCounter? counts) => BudgetScope.AllOf(Agent).Where(s => _limits.ContainsKey(s.ToString())).Select(s => new BudgetStand(
        s.ToString(), s.WindowAt(_now), _limits[s.ToString()], counts?.Of(s.ToString(), s.WindowAt(_now))));

    /// <summary>One of the agent's own budgets, now and then a larger one; or the counter of a month that has just begun.</summary>
    private IEnumerable<RowWrite> LayDown()
    {
        var scope = new BudgetScope(Agent, _dice.Next(2) == 0);
        MayExceed |= _started > 0 && !_limits.ContainsKey(scope.ToString());
        var limit = _limits[scope.ToString()] = _limits.GetValueOrDefault(scope.ToString()) + (decimal)_dice.NextDouble() * 0.8m;
        return [BudgetStatements.Open(scope, scope.WindowAt(_now), limit), BudgetStatements.Limit(scope.ToString(), scope.WindowAt(_now), limit)];
    }

    private async Task<BudgetCounter> CountAsync()
    {
        await writer.AppendAsync(new("", 0, [], [.. _limits.Select(l => (Scope: BudgetScope.Read(l.Key)!, Limit: l.Value)).Select(l => BudgetStatements.Open(l.Scope, l.Scope.WindowAt(_now), l.Limit))]), CancellationToken.None);
        return new(await databases.ReadAsync(d => d.Budgets.AsNoTracking().ToDictionaryAsync(b => (b.Scope, b.Window), b => new BudgetCount(Picos.ToUsd(b.Spent), Picos.ToUsd(b.Reserved)))));
    }

    private sealed record BudgetCounter(IReadOnlyDictionary<(string, string), BudgetCount> Read)
    {
        public BudgetCount? Of(string scope, string window) => Read.TryGetValue((scope, window), out var count) ? count : null;
    }
}
