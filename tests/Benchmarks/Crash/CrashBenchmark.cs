using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>kill -9 at every point between what is written, done and shown, once; then at random, under load.</summary>
internal sealed class CrashBenchmark(string folder, Func<string, string?> databaseOf)
{
    private readonly List<CrashMatrix> _all = [];

    /// <returns>0 where nothing was lost, nothing happened twice or undecided, and all came to an end.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var only = Array.IndexOf(args, "--point") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        var (kills, seed) = (Numbers.Argument(args, "--kills", 300), Numbers.Argument(args, "--seed", Environment.TickCount));
        var folder = Directory.CreateTempSubdirectory("approvalconsole-crash-").FullName;
        try
        {
            return await new CrashBenchmark(folder, name => BenchmarkStore.DatabaseOf(args, name)).RunAsync(only, Numbers.Argument(args, "--points", int.MaxValue), kills, seed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<int> RunAsync(string? only, int most, int kills, int seed)
    {
        var watch = Stopwatch.StartNew();
        var matrix = Anew();
        var chance = new Random(seed);
        var points = (await matrix.PointsAsync()).Where(p => only is null || p.Name == only).ToList();
        if (points.Count > most) points = [.. points.OrderBy(_ => chance.Next()).Take(most)];
        foreach (var point in points) await (point.Needs is Needs.NewDatabase ? Anew() : matrix).DieAtAsync(point);
        for (var kill = 0; kill < kills; kill++) await matrix.KillAfterAsync(TimeSpan.FromMilliseconds(chance.Next(600)));
        foreach (var one in _all) await one.SettleAsync();
        return Report(points.Count, kills, seed, watch.Elapsed);
    }

    private CrashMatrix Anew()
    {
        _all.Add(new(Directory.CreateDirectory(Path.Combine(folder, $"{_all.Count}")).FullName, databaseOf($"crash{_all.Count}")));
        return _all[^1];
    }

    private int Report(int points, int kills, int seed, TimeSpan took)
    {
        var (findings, orders) = (_all.SelectMany(m => m.Findings).ToList(), _all.SelectMany(m => m.Orders).ToList());
        foreach (var finding in findings) Console.WriteLine($"FOUND {finding}");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            points, kills, seed, deaths = _all.Sum(m => m.Deaths), orders = orders.Count, unknown = orders.Sum(o => o.Unknown), findings = findings.Count, seconds = Math.Round(took.TotalSeconds),
        }));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{points} points and {kills} random kills (seed {seed}), {orders.Count} orders: {(findings.Count == 0 ? "nothing lost, nothing twice, nothing undecided" : $"{findings.Count} faults")}."));
        return findings.Count == 0 ? 0 : 1;
    }
}
