using System.Globalization;
using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Budgets;

/// <summary>I5: a month's budget cannot be exceeded by runs side by side, and hardly anything of it is left over.</summary>
public sealed class ManyRunsTests(ITestOutputHelper output)
{
    private const int Runs = 64;
    private const decimal Limit = 0.50m;

    [Fact]
    public async Task Sixty_four_runs_at_once_spend_no_more_than_the_month_has_and_97_percent_of_it_before_the_first_is_refused()
    {
        await using var host = await BudgetHost.StartAsync(("month", Limit), ("agent:desk:total", 10));
        var meter = new Meter(BudgetHost.Price);
        var firstRefusal = new TaskCompletionSource<decimal>();
        var inputs = Enumerable.Range(0, Runs).Select(n => host.Model.On($"run {n}", asked => Play(asked, meter))).ToList();
        var ends = await Task.WhenAll(inputs.Select(async input =>
        {
            var started = await host.StartRunAsync(input);
            if (started.Refusal is { } refusal)
            {
                firstRefusal.TrySetResult(meter.Usd);
                Assert.Equal((RefusalCode.BudgetExhausted, "month", Limit), (refusal.Code, refusal.Budget!.Scope, refusal.Budget.LimitUsd));
                return null;
            }

            var run = await host.RestAsync(started.Run!.Id);
            if (run.Halt is not null) firstRefusal.TrySetResult(meter.Usd);
            return run;
        }));

        Assert.True(firstRefusal.Task.IsCompleted, "nobody was refused: the test shows nothing");
        var (spent, usable) = (meter.Usd, await firstRefusal.Task / Limit);
        var halted = ends.Where(r => r?.Halt is not null).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Runs} runs, {meter.Calls} calls: {spent:0.000000} of {Limit} USD spent by the provider's own count, {usable:P2} before the first refusal; {ends.Count(r => r?.End is not null)} runs ended, {halted.Count} halted, {ends.Count(r => r is null)} were refused; {host.Get<JournalWriter>().Commits} commits"));
        Assert.All(halted, r => Assert.Equal((HaltReason.Budget, "month"), (r!.Halt!.Reason, r.Halt.Budget!.Scope)));
        Assert.True(spent <= Limit, $"{spent} of {Limit}");
        Assert.True(usable >= 0.97m, $"{usable:P2}");
        Assert.Equal(spent, await host.SpentAsync("month"));
        Assert.Equal(spent, ends.Sum(r => r?.Usage.CostUsd ?? 0));
        Assert.Equal((0L, 0L), ((await host.CountersAsync()).Rows.Values.Max(r => r.Reserved), (await host.CountersAsync()).Rows.Values.Min(r => r.Reserved)));
        await host.AssertCountersAsync();
    }

    /// <summary>An honest provider: four bytes a token, half of them from its cache, and no more than it is allowed to write.</summary>
    private static Reply Play(Asked asked, Meter meter)
    {
        var input = asked.Body.GetRawText().Length / 4;
        var most = asked.Body.GetProperty("max_completion_tokens").GetInt64();
        var count = new TokenCount(input, input / 2, Math.Min(most, 300 + 40 * asked.Turn));
        meter.Add(count);
        return asked.Turn < 3 ? Reply.Counted(count, "", ("look", $$"""{"word":"{{asked.Task}} {{asked.Turn}}"}""")) : Reply.Counted(count, "It is done.");
    }
}
