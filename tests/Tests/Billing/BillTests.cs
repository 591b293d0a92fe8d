using System.Text.Json;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Tests.Retail;

namespace ApprovalConsole.Tests.Billing;

/// <summary>A seeded sample of the bill: what our loop pays for true tasks, against the loop that everybody writes first. The whole one is <c>-- bill</c> of the benchmarks.</summary>
public sealed class BillTests(ITestOutputHelper output)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly RetailFiles _files = RetailFiles.Found();

    /// <summary>Every ninth, long and short.</summary>
    private IReadOnlyList<RetailTask> Sample => [.. _files.Tasks.Where((_, i) => i % 9 == 0)];

    [Fact]
    public async Task With_one_strong_model_a_task_costs_at_most_six_tenths_of_what_a_naive_loop_pays()
    {
        var ours = await PlayAsync(new(Routes: false, Caches: true, Trims: true));
        Assert.InRange(Ratio(ours), 0, 0.6m);
        Assert.Empty(ours.Unfinished);
        Assert.InRange(ours.Share, 0.85, 1);
    }

    [Fact]
    public async Task With_routes_it_costs_at_most_thirty_five_hundredths_though_the_cheap_model_errs()
    {
        var ours = await PlayAsync(new(Routes: true, Caches: true, Trims: true));
        Assert.InRange(Ratio(ours), 0, 0.35m);
        Assert.Empty(ours.Unfinished);
        Assert.True(ours.Errors > 0);
        Assert.InRange(ours.WarmShare, 0.85, 1);
    }

    [Fact]
    public async Task Between_trims_a_request_begins_with_the_bytes_of_the_one_before_it()
    {
        await using var console = await BilledConsole.StartAsync(_files, new(Routes: false, Caches: true, Trims: true), Ct);
        var run = await console.PlayAsync(_files.Tasks[0], Ct);
        Assert.Equal(RunStatus.Completed, run.End?.Status);
        Assert.DoesNotContain(run.Calls.Values, c => c.IsTrimmed);
        Assert.True(console.Wire.Bodies.Count > 3);
        foreach (var (before, after) in console.Wire.Bodies.Zip(console.Wire.Bodies.Skip(1)))
        {
            // Everything up to the end of the last message, as it went over the wire; then only the list goes on.
            Assert.Equal(Part(before, "tools"), Part(after, "tools"));
            Assert.StartsWith(Part(before, "messages")[..^1] + ",", Part(after, "messages"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Leaving_old_results_out_makes_no_bill_much_dearer_even_without_a_cache_and_keeps_no_task_from_its_end()
    {
        var (trims, all) = (await PlayAsync(new(Routes: false, Caches: false, Trims: true)), await PlayAsync(new(Routes: false, Caches: false, Trims: false)));
        Assert.Empty(trims.Unfinished);
        Assert.InRange(trims.Cost, 0, 1.02m * all.Cost);
    }

    private static string Part(string body, string name)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty(name).GetRawText();
    }

    private decimal Ratio(Bill ours) => ours.CostPerTask / NaiveLoop.Run(_files, Sample, BilledConsole.Instructions).CostPerTask;

    private async Task<Bill> PlayAsync(BillSetup setup)
    {
        await using var console = await BilledConsole.StartAsync(_files, setup, Ct);
        var charged = 0m;
        foreach (var task in Sample) charged += (await console.PlayAsync(task, Ct)).Usage.CostUsd;
        output.WriteLine($"{console.Bill.CostPerTask:0.0000} USD a task, {Ratio(console.Bill):P0} of the naive loop's; {console.Bill.Share:P1} of what could be cached was; {string.Join("; ", console.Bill.Unfinished)}");
        // What the runs say they cost is what the provider says they cost.
        if (setup.Caches) Assert.Equal(console.Bill.Cost, charged);
        return console.Bill;
    }
}
