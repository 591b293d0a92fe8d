using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace ApprovalConsole.Benchmarks;

/// <summary>Whole runs through the whole gate over HTTP: started, looked up, proposed, approved, refunded, answered; beside a bare commit
/// loop on the same disk in the same minute.</summary>
internal static class GateBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var runs = Numbers.Argument(args, "--runs", 500);
        var folder = Directory.CreateTempSubdirectory("approvalconsole-bench-").FullName;
        try
        {
            var bare = CommitLoop.CommitsPerSecond(folder, TimeSpan.FromSeconds(2));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bare SQLite commit loop: {bare:0} commits/s"));
            Console.WriteLine("| at once | runs/s | bare commits/s ÷ runs/s | CPU ms a run | commits a run | decision→tool p50 / p99 ms | not exactly once |");
            Console.WriteLine("|---|---|---|---|---|---|---|");
            foreach (var atOnce in Numbers.Argument(args, "--at-once", 0) is > 0 and var given ? [given] : new[] { 1, 64 }) await MeasureAsync(Path.Combine(folder, $"at-{atOnce}"), runs, atOnce, bare);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, int runs, int atOnce, double bare)
    {
        Directory.CreateDirectory(folder);
        var tools = new InstantTools();
        await using var console = await BenchmarkConsole.StartAsync(folder, tools);
        var decided = new ConcurrentDictionary<string, long>();
        await Pool(300, atOnce, i => OneAsync(console, $"warm-{i}", decided));
        decided.Clear();
        var (commits, cpu, watch) = (console.Commits, Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        await Pool(runs, atOnce, i => OneAsync(console, $"order-{i}", decided));
        var seconds = watch.Elapsed.TotalSeconds;
        var waits = decided.Select(d => Stopwatch.GetElapsedTime(d.Value, tools.RefundedAt(d.Key)).TotalMilliseconds).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {atOnce} | {runs / seconds:0} | {bare / (runs / seconds):0.0} | {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / runs:0.0} | {(console.Commits - commits) / (double)runs:0.00} | {Numbers.Percentile(waits, .5):0.0} / {Numbers.Percentile(waits, .99):0.0} | {tools.NotOnce} |"));
    }

    private static async Task OneAsync(BenchmarkConsole console, string order, ConcurrentDictionary<string, long> decided)
    {
        var started = await PostAsync(console.Operator, "/api/runs", new JsonObject
        {
            ["agent"] = "desk", ["input"] = order, ["onBehalfOf"] = new JsonObject { ["subject"] = "customer" },
        });
        var id = (string)started["id"]!;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{id}/events") { Headers = { Accept = { new("text/event-stream") } } };
        using var response = await console.Operator.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
        {
            if (item.EventType != "proposal.made.v1") continue;
            var proposalId = (string)JsonNode.Parse(item.Data)!["data"]!["proposalId"]!;
            var proposal = (await console.Reviewer.GetFromJsonAsync<JsonObject>($"/api/proposals/{proposalId}"))!;
            decided[order] = Stopwatch.GetTimestamp();
            await PostAsync(console.Reviewer, $"/api/proposals/{proposalId}/decision", new JsonObject
            {
                ["decision"] = "approve", ["argumentsHash"] = (string)proposal["argumentsHash"]!, ["viewHash"] = (string)proposal["viewHash"]!,
            });
        }
    }

    private static async Task<JsonObject> PostAsync(HttpClient client, string path, JsonObject body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task Pool(int count, int atOnce, Func<int, Task> work) =>
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (i, _) => await work(i));
}
