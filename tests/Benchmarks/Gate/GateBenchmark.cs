using System.Globalization;
using System.Text.Json;

namespace ApprovalConsole.Benchmarks.Gate;

/// <summary>Whole runs through the whole gate, by both of its doors, in turns with the least that they could cost: in one process, on one store, in the same minutes.</summary>
internal static class GateBenchmark
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web);

    private static readonly (string Name, Func<string, string?, InstantTools, Task<IContender>> Open)[] Contenders =
    [
        ("floor", (folder, database, tools) => Task.FromResult<IContender>(new Floor(FloorStore.Make(folder, database), tools))),
        ("process", async (folder, database, tools) => new InProcess(await BenchmarkConsole.StartAsync(folder, tools.Functions, settings: BenchmarkStore.SettingsOf(database)))),
        ("http", async (folder, database, tools) => new OverHttp(await BenchmarkConsole.StartAsync(folder, tools.Functions, settings: BenchmarkStore.SettingsOf(database)))),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var (runs, rounds) = (Numbers.Argument(args, "--runs", 500), Numbers.Argument(args, "--rounds", 1));
        var peers = args.Contains("--peers") ? await Peers.InstallAsync(Numbers.Text(args, "--postgres")) : null;
        var only = Numbers.Text(args, "--only");
        var all = new List<GateFigures>();
        for (var round = 0; round < rounds; round++)
            foreach (var atOnce in Numbers.Argument(args, "--at-once", 0) is > 0 and var given ? [given] : new[] { 1, 64 })
            {
                foreach (var (_, open) in Contenders.Where(c => only is null || c.Name == only)) Tell(await MeasureAsync(open, BenchmarkStore.DatabaseOf(args, $"gate{all.Count}"), runs, atOnce));
                foreach (var figures in peers is null ? [] : await peers.MeasureAsync(runs, atOnce)) Tell(figures);
            }

        WriteTable(all);
        return all.Any(f => f.NotOnce > 0) ? 1 : 0;

        void Tell(GateFigures figures)
        {
            all.Add(figures);
            Console.WriteLine(JsonSerializer.Serialize(figures, Lines));
        }
    }

    private static async Task<GateFigures> MeasureAsync(Func<string, string?, InstantTools, Task<IContender>> open, string? database, int runs, int atOnce)
    {
        var folder = Directory.CreateTempSubdirectory("approvalconsole-bench-").FullName;
        try
        {
            var tools = new InstantTools();
            await using var contender = await open(folder, database, tools);
            return await GateFigures.OfAsync(contender, tools, new(folder, database), runs, atOnce);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void WriteTable(List<GateFigures> all)
    {
        Console.WriteLine();
        Console.WriteLine("| at once | | runs/s | of the floor | start→paused p50 / p99 ms | decision→tool p50 / p99 ms | commits a run | CPU ms a run | bytes a run | not once |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var atOnce in all.GroupBy(f => f.AtOnce))
        {
            var middles = atOnce.GroupBy(f => f.Contender).Select(Middle).ToList();
            foreach (var f in middles)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {f.AtOnce} | {f.Contender} | {f.RunsPerSecond:0} | {f.RunsPerSecond / middles[0].RunsPerSecond:P0} | {f.StartToPaused.P50:0.0} / {f.StartToPaused.P99:0.0} | {f.DecisionToTool.P50:0.0} / {f.DecisionToTool.P99:0.0} | {(f.Commits is { } commits ? commits.ToString("0.00", CultureInfo.InvariantCulture) : "?")} | {f.CpuMs:0.0} | {f.Bytes:0} | {f.NotOnce} |"));
        }
    }

    /// <summary>Of several rounds the one that stands in the middle.</summary>
    private static GateFigures Middle(IEnumerable<GateFigures> rounds)
    {
        var ordered = rounds.OrderBy(f => f.RunsPerSecond).ToList();
        return ordered[ordered.Count / 2];
    }
}
