using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Benchmarks.Crash;

namespace ApprovalConsole.Benchmarks.Scale;

/// <summary>Many who watch live runs by hub, each over a socket of their own, and then with one more who never reads: from an event's commit to its arrival.</summary>
internal sealed class WatchersBenchmark(ScaleProcess console, IReadOnlyList<HubWatcher> watchers, int live, int rounds)
{
    private const string Key = "op-key";

    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web);

    public static async Task<int> RunAsync(string[] args)
    {
        var (watchers, live, rounds) = (Numbers.Argument(args, "--watchers", 500), Numbers.Argument(args, "--live", 50), Numbers.Argument(args, "--rounds", 3));
        var folder = Directory.CreateTempSubdirectory("approvalconsole-bench-").FullName;
        try
        {
            await using var console = await ScaleProcess.StartAsync(folder, Numbers.Argument(args, "--reply-ms", 1_000), notesCommits: true);
            await console.AskAsync<long>("tried");
            var all = new List<HubWatcher>();
            for (var i = 0; i < watchers; i++) all.Add(await HubWatcher.ConnectAsync(console.Address, Key));
            var benchmark = new WatchersBenchmark(console, all, live, rounds);
            await benchmark.RoundAsync(null); // warm
            var figures = new List<WatchFigures>();
            foreach (var isOneStuck in new[] { false, true, false, true })
            {
                figures.Add(await benchmark.MeasureAsync(isOneStuck));
                Console.WriteLine(JsonSerializer.Serialize(figures[^1], Lines));
            }

            foreach (var watcher in all) await watcher.DisposeAsync();
            WriteTable(figures, watchers, live);
            return figures.Any(f => f.Missing > 0) ? 1 : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<WatchFigures> MeasureAsync(bool isOneStuck)
    {
        await using var stuck = isOneStuck ? new StuckWatcher() : null;
        if (stuck is not null) await stuck.ConnectAsync(console.Address, Key);
        if (stuck is not null) await RoundAsync(stuck); // until nothing fits any more
        var seen = new List<Seen>();
        for (var round = 0; round < rounds; round++) seen.AddRange(await RoundAsync(stuck));
        var held = await console.AskAsync<Held>("memory");
        var waitsFor = await console.AskAsync<int>("watched");
        var commits = await console.AskAsync<Dictionary<string, long[]>>("commits");
        var taken = seen.SelectMany(s => s.Came.Zip(commits[s.Run]).Where(e => e.Second > s.Begun).Select(e => Stopwatch.GetElapsedTime(e.Second, e.First).TotalMilliseconds)).ToList();
        return new(isOneStuck, taken.Count, Round(.5), Round(.95), Round(.99), seen.Sum(s => commits[s.Run].Length - s.Came.Count), waitsFor, stuck?.WasCut ?? false, held.Bytes);

        double Round(double p) => Math.Round(Numbers.Percentile(taken, p), 1);
    }

    /// <summary>As many runs as are live at once, each watched to its end by its share of the watchers.</summary>
    private async Task<IReadOnlyList<Seen>> RoundAsync(StuckWatcher? stuck)
    {
        using var clerks = new Clerks(console.Address);
        var seen = await Task.WhenAll(Enumerable.Range(0, live).Select(async slot =>
        {
            var run = await LiveRuns.StartAsync(clerks.Operator, $"{LiveModel.Live}{Guid.NewGuid():N}");
            if (stuck is not null) await stuck.WatchAsync(run);
            return await Task.WhenAll(watchers.Where((_, i) => i % live == slot).Select(w => w.ToItsEndAsync(run)));
        }));
        return [.. seen.SelectMany(s => s)];
    }

    private static void WriteTable(List<WatchFigures> all, int watchers, int live)
    {
        Console.WriteLine();
        Console.WriteLine($"{watchers} watchers on {live} live runs");
        Console.WriteLine("| one more who never reads | events that arrived | commit→arrival p50 / p95 / p99 ms | missing | runs that only it still waits for | managed bytes |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var f in all)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {(f.IsOneStuck ? f.WasCut ? "yes, cut off" : "yes" : "no")} | {f.Arrived} | {f.P50:0.0} / {f.P95:0.0} / {f.P99:0.0} | {f.Missing} | {f.OnlyStuckWatches} | {f.Bytes} |"));
    }

    /// <param name="Missing">Events that were committed and did not arrive.</param>
    /// <param name="OnlyStuckWatches">Runs that have ended and whose watch has not: their events wait for whoever does not read.</param>
    /// <param name="Bytes">Managed memory of the console right after.</param>
    private sealed record WatchFigures(bool IsOneStuck, int Arrived, double P50, double P95, double P99, int Missing, int OnlyStuckWatches, bool WasCut, long Bytes);
}
