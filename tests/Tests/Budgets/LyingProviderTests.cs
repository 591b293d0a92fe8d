using ApprovalConsole.Domain;
using ApprovalConsole.Domain.Budgets;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator.Budgets;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;

namespace ApprovalConsole.Tests.Budgets;

/// <summary>A provider that says nothing of what it used, or too little, is charged what was reserved. One that takes too much is asked no more.</summary>
public sealed class LyingProviderTests
{
    private static readonly string LongWords = string.Concat(Enumerable.Repeat("word ", 2_000));

    [Fact]
    public async Task Usage_that_is_not_reported_is_charged_as_it_was_reserved()
    {
        await using var host = await BudgetHost.StartAsync(("month", 1));
        var run = await RunAsync(host, null);
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.True(run.Usage.CostUsd > 0.04m, $"{run.Usage.CostUsd}"); // 4,096 output tokens, and the whole request's bytes
        Assert.Equal(run.Usage.CostUsd, await host.SpentAsync("month"));
        await host.AssertCountersAsync();
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1000, 1000, 1)]
    [InlineData(-5000, 0, 3000)]
    [InlineData(1000, 5000, 3000)]
    public async Task Usage_that_cannot_be_is_charged_as_it_was_reserved(long input, long cached, long outputTokens)
    {
        await using var host = await BudgetHost.StartAsync(("month", 1));
        var run = await RunAsync(host, new(input, cached, outputTokens));
        Assert.True(run.Usage.CostUsd > 0.04m, $"{run.Usage.CostUsd}");
        Assert.Equal(run.Usage.CostUsd, await host.SpentAsync("month"));
        await host.AssertCountersAsync();
    }

    [Fact]
    public async Task Who_reports_more_than_it_was_allowed_is_charged_it_and_asked_no_more_and_the_overshoot_is_on_record()
    {
        await using var host = await BudgetHost.StartAsync(("month", 1), ("total", 5));
        var run = await RunAsync(host, new(1_000, 0, 2_000_000_000));
        Assert.Equal((RunStatus.Failed, 2_000_000_000), (run.Status, run.Usage.OutputTokens));
        Assert.InRange(run.Usage.CostUsd, 20_000.0025m, 20_000.1m); // and no less for its input than was reserved
        Assert.Equal(run.Usage.CostUsd, await host.SpentAsync("month"));
        var refused = (await host.StartRunAsync(host.Model.On("one more", Reply.Says("no")))).Refusal!;
        Assert.Equal((RefusalCode.BudgetExhausted, run.Usage.CostUsd), (refused.Code, refused.Budget!.SpentUsd));
        Assert.Single(host.Model.Requests);
        await host.AssertCountersAsync();

        await Until.TrueAsync(async () => (await SaidAsync(host)).Count >= 8, () => "nobody was told");
        var said = await SaidAsync(host);
        foreach (var scope in new[] { "month", "total" })
            Assert.Equal([0.5m, 0.8m, 0.95m, null], said.Where(e => e.Scope == scope).Select(e => (e as BudgetEvent.Alerted)?.Threshold));
        Assert.Equal(2, said.OfType<BudgetEvent.Overshot>().Count(e => e.SpentUsd == run.Usage.CostUsd));
    }

    [Fact]
    public async Task Who_reports_too_much_beside_too_little_is_charged_the_more_of_each_and_the_operator_is_told()
    {
        await using var host = await BudgetHost.StartAsync(("month", 100));
        var run = await RunAsync(host, new(1, 0, 60_000), "hi");
        Assert.Equal((RunStatus.Failed, 60_000), (run.Status, run.Usage.OutputTokens));
        Assert.True(run.Usage.InputTokens > 300, $"{run.Usage.InputTokens}");
        Assert.Equal(run.Usage.CostUsd, await host.SpentAsync("month"));
        await host.AssertCountersAsync();
        Assert.Single(host.Log.Lines, line => line.Contains("60000 out of 4096", StringComparison.Ordinal) && line.Contains(run.Id, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<BudgetEvent>> SaidAsync(BudgetHost host) =>
        [.. (await host.Get<JournalReader>().ReadAsync<BudgetEvent>(BudgetBook.Stream, 0, int.MaxValue, CancellationToken.None)).Select(e => e.Event)];

    private static async Task<Run> RunAsync(BudgetHost host, TokenCount? usage, string? words = null) =>
        await host.RestAsync((await host.StartRunAsync(host.Model.On("lie", Reply.Counted(usage, words ?? LongWords)))).Run!.Id);
}
