using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Benchmarks.Crash;
using ApprovalConsole.Benchmarks.Gate;

namespace ApprovalConsole.Benchmarks.Scale;

/// <summary>What reviewers feel who decide at once, while much waits and runs go on beside: from the moment that they say yes to the tool's first line. Nothing is held back, so all of it is the console's.</summary>
internal sealed class PeopleBenchmark(ScaleProcess console, Clerks clerks)
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web);

    private readonly ConcurrentDictionary<string, Asked> _asked = new();
    private readonly ConcurrentDictionary<string, bool> _taken = new();
    private int _toGo;

    public static async Task<int> RunAsync(string[] args)
    {
        var (reviewers, pending, live, decisions) = (Numbers.Argument(args, "--reviewers", 12), Numbers.Argument(args, "--pending", 1_000), Numbers.Argument(args, "--live", 50), Numbers.Argument(args, "--decisions", 600));
        var thinks = Numbers.Text(args, "--think-ms") is { } ms ? [int.Parse(ms, CultureInfo.InvariantCulture)] : new[] { 1_000, 0 };
        var folder = Directory.CreateTempSubdirectory("approvalconsole-bench-").FullName;
        try
        {
            await using var console = await ScaleProcess.StartAsync(folder, Numbers.Argument(args, "--reply-ms", 1_000));
            using var clerks = new Clerks(console.Address);
            await console.AskAsync<int>($"fill order {pending} 32");
            using var enough = new CancellationTokenSource();
            var going = LiveRuns.GoOnAsync(clerks.Operator, live, enough.Token);
            var all = new List<PeopleFigures>();
            foreach (var think in thinks) all.Add(await new PeopleBenchmark(console, clerks).DecideAsync(reviewers, decisions, think));
            await enough.CancelAsync();
            await going;
            WriteTable(all, pending, live);
            return all.Any(f => f.NotSent > 0) ? 1 : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<PeopleFigures> DecideAsync(int reviewers, int decisions, int thinkMs)
    {
        _toGo = decisions;
        await Task.WhenAll(Enumerable.Range(1, reviewers).Select(async n =>
        {
            using var reviewer = BenchmarkConsole.ClientOf(console.Address, BenchmarkConsole.ReviewerKey(n));
            while (Interlocked.Decrement(ref _toGo) >= 0) await DecideOneAsync(reviewer, thinkMs);
        }));
        var sent = await console.AskAsync<Dictionary<string, long>>("refunds");
        var isWarm = _asked.OrderBy(a => a.Value.At).Skip(decisions / 10).ToList();
        var figures = new PeopleFigures(
            reviewers, thinkMs, isWarm.Count, Times.Of(isWarm.Select(a => a.Value.PageMs)), Times.Of(isWarm.Select(a => a.Value.AnsweredMs)),
            Times.Of(isWarm.Where(a => sent.ContainsKey(a.Key)).Select(a => Stopwatch.GetElapsedTime(a.Value.At, sent[a.Key]).TotalMilliseconds)), _asked.Keys.Count(order => !sent.ContainsKey(order)));
        Console.WriteLine(JsonSerializer.Serialize(figures, Lines));
        return figures;
    }

    /// <summary>Looks at the list, takes one that nobody else has, reads it, says yes. For each that is gone another one comes.</summary>
    private async Task DecideOneAsync(HttpClient reviewer, int thinkMs)
    {
        var looks = Stopwatch.GetTimestamp();
        var listed = (await Inbox.PageAsync(reviewer, 50, null)).Items;
        var pageMs = Stopwatch.GetElapsedTime(looks).TotalMilliseconds;
        if (listed.FirstOrDefault(p => _taken.TryAdd((string)p["id"]!, true)) is not { } mine) return;
        var path = $"/api/proposals/{(string)mine["id"]!}";
        var shown = await reviewer.AskAsync(HttpMethod.Get, path, null, CancellationToken.None);
        await Task.Delay(thinkMs);
        var at = Stopwatch.GetTimestamp();
        await reviewer.AskAsync(HttpMethod.Post, $"{path}/decision", Inbox.Yes(shown), CancellationToken.None);
        _asked[Inbox.OrderOf(mine)] = new(at, pageMs, Stopwatch.GetElapsedTime(at).TotalMilliseconds);
        await LiveRuns.StartAsync(clerks.Operator, $"order-{Guid.NewGuid():N}");
    }

    private static void WriteTable(List<PeopleFigures> all, int pending, int live)
    {
        Console.WriteLine();
        Console.WriteLine($"{pending} pending, {live} runs going on");
        Console.WriteLine("| reviewers | they read for, ms | decisions | page p50 / p99 ms | decision→answer p50 / p99 ms | decision→sent p50 / p99 ms | not sent |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var f in all)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {f.Reviewers} | {f.ReadMs} | {f.Decisions} | {f.Page.P50:0.0} / {f.Page.P99:0.0} | {f.DecisionToAnswer.P50:0.0} / {f.DecisionToAnswer.P99:0.0} | {f.DecisionToSent.P50:0.0} / {f.DecisionToSent.P99:0.0} | {f.NotSent} |"));
    }

    private sealed record Asked(long At, double PageMs, double AnsweredMs);

    private sealed record PeopleFigures(int Reviewers, int ReadMs, int Decisions, Times Page, Times DecisionToAnswer, Times DecisionToSent, int NotSent);
}
