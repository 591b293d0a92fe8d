using System.Globalization;
using ApprovalConsole.Tests.Billing;
using ApprovalConsole.Tests.Retail;

namespace ApprovalConsole.Benchmarks;

/// <summary>What the published retail tasks cost in our loop and in a naive one, on a fixed price list.</summary>
internal static class BillBenchmark
{
    private static readonly (string Name, BillSetup Setup)[] Setups =
    [
        ("one model, neither", new(Routes: false, Caches: false, Trims: false)),
        ("one model, trimming", new(Routes: false, Caches: false, Trims: true)),
        ("one model, caching", new(Routes: false, Caches: true, Trims: false)),
        ("one model, both", new(Routes: false, Caches: true, Trims: true)),
        ("routes, caching", new(Routes: true, Caches: true, Trims: false)),
        ("routes, both", new(Routes: true, Caches: true, Trims: true)),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        if (RetailFiles.Find() is not { } files)
        {
            Console.Error.WriteLine("The retail data was not found; set RETAIL_DATA to its folder.");
            return 2;
        }

        var (count, seed) = (Numbers.Argument(args, "--tasks", files.Tasks.Count), Numbers.Argument(args, "--seed", 1));
        var tasks = files.Tasks.Take(count).ToList();
        var naive = NaiveLoop.Run(files, tasks, BilledConsole.Instructions);
        Console.WriteLine($"{count} tasks, seed {seed}; tokens and USD a task; prices a million tokens: {string.Join("; ", Bill.Prices.Select(p => $"{p.Key} {p.Value.Input}/{p.Value.CachedInput}/{p.Value.Output}"))}");
        Console.WriteLine("| | steps | input in full | input cached | output | USD | of naive | cacheable served | with other runs' | erred | looked again | trimmed | unfinished |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        Report("naive", naive, naive);
        foreach (var (name, setup) in Setups) Report(name, await PlayAsync(files, tasks, setup with { Seed = seed }), naive);
        foreach (var (model, price) in Bill.Prices)
        {
            var least = LowerBound.Of(files, tasks, BilledConsole.Instructions, price);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lower bound, {model} alone: {least:0.00000} USD a task, {least / naive.CostPerTask:0.000} of naive"));
        }

        return 0;
    }

    private static async Task<Bill> PlayAsync(RetailFiles files, IEnumerable<RetailTask> tasks, BillSetup setup)
    {
        await using var console = await BilledConsole.StartAsync(files, setup, CancellationToken.None);
        foreach (var task in tasks) await console.PlayAsync(task, CancellationToken.None);
        return console.Bill;
    }

    private static void Report(string name, Bill bill, Bill naive)
    {
        double PerTask(long n) => (double)n / bill.Tasks;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {PerTask(bill.Requests):0.00} | {PerTask(bill.Input - bill.Cached):0} | {PerTask(bill.Cached):0} | {PerTask(bill.Output):0} | {bill.CostPerTask:0.00000} | {bill.CostPerTask / naive.CostPerTask:0.000} | {bill.Share:P1} | {bill.WarmShare:P1} | {bill.Errors} | {bill.LooksAgain} | {bill.Trims} | {bill.Unfinished.Count} |"));
        foreach (var unfinished in bill.Unfinished) Console.WriteLine($"  unfinished {unfinished}");
    }
}
