using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Budgets;

/// <summary>What was spent is spent, though somebody made its counter smaller while the console was down.</summary>
public sealed class CounterStartTests
{
    private static readonly (string, decimal)[] Budgets = [("month", 10), ("agent:desk:total", 10)];

    private static readonly Actor Ada = new("ada", "ada", Channel.Page);

    [Theory]
    [InlineData("UPDATE budgets SET Spent = 0")]
    [InlineData("UPDATE budgets SET Spent = Spent - 1 WHERE Scope = 'month'")]
    [InlineData("UPDATE budgets SET Reserved = -5000000000000")]
    [InlineData("DELETE FROM budgets; DELETE FROM spend")]
    public async Task A_counter_that_was_made_smaller_while_the_console_was_down_is_a_breach_and_is_put_right(string sql)
    {
        using var folder = new TempFolder();
        await LeaveAsync(folder, sql, checkpoint: false);

        await using var host = await BudgetHost.StartInAsync(folder, Budgets);
        Assert.NotEmpty(host.Get<Breach>().Findings);
        await host.AssertCountersAsync();
    }

    [Theory]
    [InlineData("UPDATE budgets SET Spent = 0", "The counter")]
    [InlineData("UPDATE audit SET Note = replace(Note, '\"picos\":', '\"picos\":0') WHERE Kind = 'spend.counted.v1'", "chained")]
    [InlineData("DELETE FROM audit WHERE Kind = 'spend.counted.v1'", "")]
    [InlineData("UPDATE journal SET Name = 'model.cost.v1' WHERE Name = 'model.replied.v1' AND Position = (SELECT MAX(Position) FROM journal WHERE Name = 'model.replied.v1'); UPDATE audit SET Kind = 'model.cost.v1' WHERE Position = (SELECT Position FROM journal WHERE Name = 'model.cost.v1')", "chained")]
    public async Task A_start_counts_on_from_what_was_counted_and_believes_neither_that_nor_what_came_since(string sql, string found)
    {
        using var folder = new TempFolder();
        await LeaveAsync(folder, sql, checkpoint: true);

        await using var host = await BudgetHost.StartInAsync(folder, Budgets);
        Assert.Contains(host.Get<Breach>().Findings, f => f.Contains(found, StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_an_honest_restart_everything_holds_and_only_what_came_since_the_last_count_is_read()
    {
        using var folder = new TempFolder();
        await LeaveAsync(folder, null, checkpoint: true);
        long read;
        await using (var host = await BudgetHost.StartInAsync(folder, Budgets))
        {
            Assert.Empty(host.Get<Breach>().Findings);
            read = host.Get<SpendStart>().Read;
            Assert.InRange(read, 1, host.Get<AuditLog>().Log.Size / 2);
            await host.AssertCountersAsync();
            await host.SpendAsync("three");
        }

        await using var again = await BudgetHost.StartInAsync(folder, Budgets);
        Assert.Empty(again.Get<Breach>().Findings);
        Assert.True(again.Get<SpendStart>().Read > read);
        await again.AssertCountersAsync();
    }

    [Fact]
    public async Task A_limit_that_was_copied_behind_the_budgets_lets_nothing_be_spent_and_holds_everything()
    {
        await using var host = await BudgetHost.StartAsync();
        var book = host.Get<BudgetBook>();
        await LayDownAsync(book, 9);
        await LayDownAsync(book, 1);
        await host.ExecuteAsync("INSERT INTO journal (Stream, Version, Name, At, Data) SELECT Stream, 3, Name, At, Data FROM journal WHERE Stream = 'budgets' AND Version = 1");

        await book.SendAsync(new BudgetCommand.Look("month", "2026-03", 1, DateTimeOffset.UtcNow), TestContext.Current.CancellationToken); // finds that somebody has written

        Assert.NotEmpty(host.Get<Breach>().Findings);
        Assert.Equal(0, book.Now["month"].Terms!.LimitUsd);
    }

    private static async Task LayDownAsync(BudgetBook book, decimal limit) => Assert.IsType<Domain.Ruling<BudgetEvent>.Accepted>(
        await book.SendAsync(new BudgetCommand.LayDown(new(null, true), new(limit, [0.5m]), null, $"c{limit}", false, Ada, DateTimeOffset.UtcNow), TestContext.Current.CancellationToken));

    /// <summary>A console that has spent something and is gone; then somebody was at its database.</summary>
    private static async Task LeaveAsync(TempFolder folder, string? sql, bool checkpoint)
    {
        await using var before = await BudgetHost.StartInAsync(folder, Budgets);
        foreach (var word in new[] { "one", "more", "and more", "and again", "and so on" }) await before.SpendAsync(word);
        if (checkpoint) await before.Get<SpendStart>().CheckpointAsync(1, TestContext.Current.CancellationToken);
        await before.SpendAsync("two");
        await before.AssertCountersAsync();
        if (sql is not null) await before.ExecuteAsync(sql);
    }
}
