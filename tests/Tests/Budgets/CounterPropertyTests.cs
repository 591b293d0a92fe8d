using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Journal.Rows;
using Microsoft.EntityFrameworkCore;

namespace ApprovalConsole.Tests.Budgets;

/// <summary>The counters are a function of the journal, whatever happened and in whichever order it was written.</summary>
public sealed class CounterPropertyTests
{
    [Fact]
    public async Task After_any_history_the_rows_are_what_the_journal_says_and_honest_providers_never_exceed_a_limit()
    {
        await using var host = await BudgetHost.StartAsync(); // for its database; its gate is not asked
        var (reserved, used, crossed) = (0, 0, 0);
        for (var seed = 1; seed <= 12; seed++)
        {
            var world = new GeneratedSpending(seed, host.Get<JournalWriter>(), host.Get<ReadPool>());
            for (var turn = 0; turn < 60; turn++)
            {
                await world.TurnAsync();
                if (!world.MayExceed) Assert.Empty(await host.Get<ReadPool>().ReadAsync(d => d.Budgets.AsNoTracking().Where(b => b.Scope.Contains(world.Agent) && b.Spent + b.Reserved > b.Limit).ToListAsync()));
            }

            (reserved, used, crossed) = (reserved + world.Reserved, used + world.UsedUp, crossed + world.CrossedMonths);
        }

        await host.AssertCountersAsync();
        Assert.True(reserved > 400 && used > 50 && crossed > 10, $"the histories say too little: {reserved} reserves, {used} of them too much, {crossed} calls across the end of a month");
    }

    [Fact]
    public async Task Calls_that_each_claim_a_fortune_do_not_make_a_counter_run_over()
    {
        await using var host = await BudgetHost.StartAsync(("month", 1_000_000));
        var writer = host.Get<JournalWriter>();
        var attempt = new Domain.Runs.ModelAttempt(1, 1, Domain.Runs.Purpose.Plan, "strong", "m", BudgetHost.Price, 1, 1, 1, new("n", "e"), default, DateTimeOffset.UtcNow);
        for (var n = 0; n < 200; n++) await writer.AppendAsync(new("", 0, [], [BudgetStatements.Settle("desk", attempt, decimal.MaxValue / 2)]), CancellationToken.None);
        Assert.Equal(8_000_000m, await host.SpentAsync("month"));
        var hold = new BudgetHold("month", new BudgetScope(null, true).WindowAt(attempt.At), 1);
        Assert.Equal(Appended.BudgetUsedUp, await writer.AppendAsync(new("", 0, [], [BudgetStatements.Reserve([hold])]), CancellationToken.None));
    }

    [Fact]
    public async Task Where_one_of_a_calls_budgets_is_used_up_none_of_them_is_touched_and_others_of_the_commit_go_on()
    {
        await using var host = await BudgetHost.StartAsync(("month", 10), ("total", 1), ("agent:desk:month", 10));
        var month = new BudgetScope(null, true).WindowAt(DateTimeOffset.UtcNow);
        Append Of(decimal usd, params (string Scope, string Window)[] of) => new("", 0, [], [BudgetStatements.Reserve([.. of.Select(b => new BudgetHold(b.Scope, b.Window, usd))])]);
        var answers = await Task.WhenAll(new[] { Of(2, ("month", month), ("total", "total")), Of(1, ("month", month), ("agent:desk:month", month)), Of(1, ("total", "total")), Of(1, ("total", "total")) }
            .Select(a => host.Get<JournalWriter>().AppendAsync(a, CancellationToken.None)));
        Assert.Equal([Appended.BudgetUsedUp, Appended.Committed, Appended.Committed, Appended.BudgetUsedUp], answers);
        var rows = (await host.CountersAsync()).Rows;
        Assert.Equal((1m, 1m, 1m), (Picos.ToUsd(rows[$"month {month}"].Reserved), Picos.ToUsd(rows["total total"].Reserved), Picos.ToUsd(rows[$"agent:desk:month {month}"].Reserved)));
    }

    [Fact]
    public async Task A_budget_costs_one_statement_a_call_however_many_there_are_and_settling_costs_the_same_with_and_without()
    {
        await using var without = await BudgetHost.StartAsync();
        await using var with = await BudgetHost.StartAsync(("month", 10), ("total", 10), ("agent:desk:month", 10), ("agent:desk:total", 10));
        const int calls = 40;
        Assert.Equal(calls, await StatementsAsync(with, calls) - await StatementsAsync(without, calls));
    }

    /// <summary>Without those that each commit begins with: how many calls share a commit is chance.</summary>
    private static async Task<long> StatementsAsync(BudgetHost host, int calls)
    {
        var writer = host.Get<JournalWriter>();
        var before = writer.Statements;
        await Task.WhenAll(Enumerable.Range(0, calls).Select(async n =>
        {
            var run = await host.StartRunAsync(host.Model.On($"run {n}", Models.Reply.Says("Done.")));
            await host.RestAsync(run.Run!.Id);
        }));
        return writer.Statements - before;
    }
}
