using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Budgets;

/// <summary>A limit holds from the next call on, and counts what was spent before it was there.</summary>
public sealed class BudgetChangeTests
{
    private static readonly Actor Ada = new("ada", "ada", Channel.Page);
    private static readonly Actor Abel = new("abel", "abel", Channel.Page);

    [Fact]
    public async Task A_budget_that_is_laid_down_late_counts_what_was_spent_before_also_what_is_out_now()
    {
        await using var host = await BudgetHost.StartAsync(("total", 100));
        var first = await host.RestAsync((await host.StartRunAsync(host.Model.On("before", Reply.Says("done")))).Run!.Id);
        var mayAnswer = new TaskCompletionSource();
        var slow = (await host.StartRunAsync(host.Model.On("slow", Reply.Hangs(mayAnswer.Task, Reply.Says("done"))))).Run!.Id;
        Assert.Null((await host.Get<BudgetControl>().SetAsync("agent:desk:month", new(50, []), null, Ada, TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal(first.Usage.CostUsd, await host.SpentAsync("agent:desk:month"));
        mayAnswer.SetResult();
        var second = await host.RestAsync(slow);
        Assert.Equal(first.Usage.CostUsd + second.Usage.CostUsd, await host.SpentAsync("agent:desk:month"));
        await host.AssertCountersAsync();
    }

    [Fact]
    public async Task A_run_that_waits_for_money_says_so_and_goes_on_when_it_comes_back()
    {
        await using var host = await BudgetHost.StartAsync(("month", 0.06m)); // room for one worst case, not for two
        var mayAnswer = new TaskCompletionSource();
        var asked = 0;
        var first = (await host.StartRunAsync(host.Model.On("first", _ =>
        {
            asked++;
            return Reply.Hangs(mayAnswer.Task, Reply.Says("done"));
        }))).Run!.Id;
        await Until.TrueAsync(() => Task.FromResult(asked == 1), () => "the model was not asked");
        var second = (await host.StartRunAsync(host.Model.On("second", Reply.Says("done")))).Run!;
        Assert.Equal(RunStatus.Running, second.Status);
        Assert.Equal(RunInWords.WaitsForMoney, await DoingAsync(second.Id));
        Assert.True(host.Get<BudgetControl>().HasWaiting(second.Id));

        mayAnswer.SetResult();
        Assert.Equal(RunStatus.Completed, (await host.RestAsync(first)).Status);
        Assert.Equal(RunStatus.Completed, (await host.RestAsync(second.Id)).Status);
        Assert.Equal("done", await DoingAsync(second.Id));

        async Task<string> DoingAsync(string id) => (await host.Get<RunsQuery>().FindAsync(id, TestContext.Current.CancellationToken))!.Doing;
    }

    [Fact]
    public async Task A_run_that_a_lowered_budget_halted_goes_on_once_two_have_raised_it_and_somebody_says_so()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await BudgetHost.StartAsync(("month", 1));
        var mayAnswer = new TaskCompletionSource();
        var asked = 0;
        var run = (await host.StartRunAsync(host.Model.On("two steps", a => Interlocked.Increment(ref asked) == 1 ? Reply.Hangs(mayAnswer.Task, Reply.Calls(("look", """{"word":"x"}"""))) : Reply.Says("done")))).Run!.Id;
        await Until.TrueAsync(() => Task.FromResult(asked == 1), () => "the model was not asked");
        var budgets = host.Get<BudgetControl>();
        await budgets.SetAsync("month", new(0.001m, [0.5m, 0.8m, 0.95m]), null, Ada, ct);
        mayAnswer.SetResult();
        var halted = await host.RestAsync(run);
        Assert.Equal((HaltReason.Budget, 0.001m), (halted.Halt!.Reason, halted.Halt.Budget!.LimitUsd));
        Assert.Equal("month", Assert.Single(await budgets.ScarceForAsync("desk", ct)).Scope);

        var (change, _) = await budgets.SetAsync("month", new(2, [0.5m, 0.8m, 0.95m]), null, Ada, ct);
        Assert.Equal(0.001m, (await budgets.FindAsync("month", ct))!.LimitUsd);
        Assert.Null(await budgets.ConfirmAsync("month", change!, Abel, ct));
        Assert.Null((await host.Get<RunControl>().GrantAsync(run, new Grant(), "The month has money again.", Ada, mayExceed: false, ct)).Refusal);
        Assert.Equal(RunStatus.Completed, (await host.RestAsync(run)).Status);
        await host.AssertCountersAsync();
    }
}
