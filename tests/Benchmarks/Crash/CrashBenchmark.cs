using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>kill -9 at every point between what is written, done and shown, once; then at random moments of the work.</summary>
internal sealed class CrashBenchmark(string folder, Func<string, string?> databaseOf, Interruption interruption)
{
    private const int SaysAfterEach = 10;
    private const int ComparesAfterEach = 50;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<CrashMatrix> _all = [];
    private readonly KillTally _tally = new();
    private int _points;
    private int _kills;

    /// <returns>0 where nothing was lost, nothing happened twice or undecided, and all came to an end.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var (kills, seed) = (Numbers.Argument(args, "--kills", 300), Numbers.Argument(args, "--seed", Environment.TickCount));
        var folder = Directory.CreateTempSubdirectory("approvalconsole-crash-").FullName;
        using var interruption = new Interruption();
        try
        {
            var benchmark = new CrashBenchmark(folder, name => BenchmarkStore.DatabaseOf(args, name), interruption);
            return await benchmark.RunAsync(Numbers.Text(args, "--point")?.Split(','), Numbers.Argument(args, "--points", int.MaxValue), kills, seed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<int> RunAsync(string[]? only, int most, int kills, int seed)
    {
        var matrix = Anew();
        var chance = new Random(seed);
        var points = (await matrix.PointsAsync()).Where(p => only is null || only.Contains(p.Name)).ToList();
        if (points.Count > most) points = [.. points.OrderBy(_ => chance.Next()).Take(most)];
        Say(new { points = points.Select(p => p.Name), kills, seed });
        foreach (var point in points.TakeWhile(_ => !interruption.Came))
        {
            await (point.Needs is Needs.NewDatabase ? Anew() : matrix).DieAtAsync(point);
            if (++_points % SaysAfterEach == 0) SayHowFar();
        }

        while (_kills < kills && !interruption.Came)
        {
            var kill = RandomKill.Draw(chance);
            await (kill is RandomKill.Starting { OnNewDatabase: true } ? Anew() : matrix).DieAtRandomAsync(kill, _tally);
            if (++_kills % ComparesAfterEach == 0 && _kills < kills) await matrix.SettleAsync(); // so that a run that is cut short has looked at most of it
            if (_kills % SaysAfterEach == 0) SayHowFar();
        }

        foreach (var one in _all) await one.SettleAsync();
        return Report(seed);
    }

    private CrashMatrix Anew()
    {
        _all.Add(new(Directory.CreateDirectory(Path.Combine(folder, $"{_all.Count}")).FullName, databaseOf($"crash{_all.Count}")));
        return _all[^1];
    }

    private void SayHowFar() => Say(Figures);

    private static void Say(object what) => Console.Error.WriteLine(JsonSerializer.Serialize(what));

    private object Figures => new
    {
        points = _points, kills = _kills, deaths = _all.Sum(m => m.Deaths), orders = _all.Sum(m => m.Orders.Count), unknown = _all.Sum(m => m.Orders.Sum(o => o.Unknown)),
        findings = _all.Sum(m => m.Findings.Count), seconds = Math.Round(_watch.Elapsed.TotalSeconds), random = _tally.Figures,
    };

    private int Report(int seed)
    {
        var findings = _all.SelectMany(m => m.Findings).ToList();
        foreach (var finding in findings) Console.WriteLine($"FOUND {finding}");
        Console.WriteLine(JsonSerializer.Serialize(Figures));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(interruption.Came ? "Interrupted: " : "")}{_points} points and {_kills} random kills (seed {seed}), {_all.Sum(m => m.Orders.Count)} orders: {(findings.Count == 0 ? "nothing lost, nothing twice, nothing undecided" : $"{findings.Count} faults")}."));
        return findings.Count == 0 ? 0 : 1;
    }
}
