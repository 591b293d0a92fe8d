using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Benchmarks.Crash;
using ApprovalConsole.Benchmarks.Gate;
using Microsoft.Data.Sqlite;

namespace ApprovalConsole.Benchmarks.Scale;

/// <summary>Runs that wait for people, as many as nobody looks through, against one that waits: what a start takes, what they hold in memory, what the inbox takes, what they cost on the disk. All of
/// them are made by the console itself, as every run is.</summary>
internal static class WaitingBenchmark
{
    private const string Full = "full";
    private const string Empty = "one run";

    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web);

    public static async Task<int> RunAsync(string[] args)
    {
        var (runs, rounds, kept) = (Numbers.Argument(args, "--runs", 100_000), Numbers.Argument(args, "--rounds", 3), Numbers.Text(args, "--keep"));
        var folder = kept is null ? Directory.CreateTempSubdirectory("approvalconsole-bench-").FullName : Directory.CreateDirectory(kept).FullName;
        try
        {
            await FillAsync(Path.Combine(folder, Full), runs, Numbers.Argument(args, "--at-once", 32));
            await FillAsync(Path.Combine(folder, Empty), rounds + 1, 1);
            var starts = new List<StartFigures>();
            for (var round = 0; round < rounds; round++)
                foreach (var name in new[] { Empty, Full }) Tell(starts, await StartFigures.OfAsync(name, Path.Combine(folder, name)));
            var inbox = await InboxAsync(Path.Combine(folder, Full));
            Console.WriteLine(JsonSerializer.Serialize(inbox, Lines));
            var disk = Disk(Path.Combine(folder, Full, "console.db"), runs);
            Console.WriteLine(JsonSerializer.Serialize(disk, Lines));
            WriteTable(runs, starts, inbox, disk);
            return 0;
        }
        finally
        {
            if (kept is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(string folder, int runs, int atOnce)
    {
        var mark = Path.Combine(folder, $"{runs}.filled");
        if (File.Exists(mark)) return;
        Directory.CreateDirectory(folder);
        var begun = Stopwatch.GetTimestamp();
        await using (var console = await ScaleProcess.StartAsync(folder)) await console.AskAsync<int>($"fill {Guid.NewGuid():N} {runs} {atOnce}");
        await File.WriteAllTextAsync(mark, "");
        Console.Error.WriteLine($"{runs} runs were made in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s.");
    }

    private static async Task<InboxFigures> InboxAsync(string folder)
    {
        await using var console = await ScaleProcess.StartAsync(folder);
        using var clerks = new Clerks(console.Address);
        await console.AskAsync<long>("tried"); // it has nothing else to do
        var (first, last, after, pages) = (new List<double>(), new List<double>(), (string?)null, 0);
        for (var i = 0; i < 20; i++) first.Add(await TakenAsync(async () => await Inbox.PageAsync(clerks.Reviewer, 50, null)));
        do
        {
            var (from, next) = (after, (string?)null);
            last.Add(await TakenAsync(async () => (_, next) = await Inbox.PageAsync(clerks.Reviewer, 200, from)));
            (after, pages) = (next, pages + 1);
        }
        while (after is not null);
        var page = await console.AskAsync<double[]>("inbox 20");
        return new(Of(first), pages, Of(last.Take(20)), Of(last.TakeLast(20)), Of(page));

        static Times Of(IEnumerable<double> taken) => Times.Of(taken);
    }

    private static async Task<double> TakenAsync(Func<Task> asks)
    {
        var begun = Stopwatch.GetTimestamp();
        await asks();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static DiskFigures Disk(string database, int runs)
    {
        var bytes = TableBytes.Of(database);
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT COUNT(*) FROM \"journal\"";
        return new((long)query.ExecuteScalar()!, new FileInfo(database).Length, bytes.Where(t => t.Value / runs > 0).ToDictionary(t => t.Key, t => t.Value / runs));
    }

    private static void Tell(List<StartFigures> all, StartFigures figures)
    {
        all.Add(figures);
        Console.WriteLine(JsonSerializer.Serialize(figures, Lines));
    }

    private static void WriteTable(int runs, List<StartFigures> starts, InboxFigures inbox, DiskFigures disk)
    {
        var (empty, full) = (Best(Empty), Best(Full));
        Console.WriteLine();
        Console.WriteLine($"| best of {starts.Count / 2}, in turns | one run | {runs} runs, {disk.Events} events | ratio |");
        Console.WriteLine("|---|---|---|---|");
        Row("start → inbox there, ms", empty.Ready, full.Ready);
        Row("the same, ms of processors", empty.ReadyCpu, full.ReadyCpu);
        Row("start → decision on the disk, ms", empty.Decided, full.Decided);
        Row("the same, ms of processors", empty.DecidedCpu, full.DecidedCpu);
        Row("start → refund sent, ms", empty.Sent, full.Sent);
        Row("start → the whole log reckoned, ms", empty.Reckoned, full.Reckoned);
        Row("threads", empty.Held.Threads, full.Held.Threads);
        Row("managed bytes, all in all", empty.Held.Bytes, full.Held.Bytes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"managed bytes a waiting run: {(double)(full.Held.Bytes - empty.Held.Bytes) / runs:0.00}; mailboxes: {full.Held.Mailboxes}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first page by API p50 / p99 {inbox.FirstPage.P50:0.0} / {inbox.FirstPage.P99:0.0} ms; the page's own query {inbox.PageInBrowser.P50:0.0} / {inbox.PageInBrowser.P99:0.0} ms; pages of 200: first {inbox.FirstOf200.P50:0.0}, last of {inbox.Pages} {inbox.LastOf200.P50:0.0} ms"));
        Console.WriteLine($"bytes a run: {disk.FileBytes / runs} ({string.Join(", ", disk.BytesARun.Select(t => $"{t.Key} {t.Value}"))})");

        StartFigures Best(string name)
        {
            var all = starts.Where(s => s.Database == name).ToList();
            return new(name, all.Min(s => s.Ready), all.Min(s => s.ReadyCpu), all.Min(s => s.Decided), all.Min(s => s.DecidedCpu), all.Min(s => s.Sent), all.Min(s => s.Reckoned), all.MinBy(s => s.Held.Bytes)!.Held);
        }

        static void Row(string what, double empty, double full) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {empty:0} | {full:0} | {full / empty:0.00} |"));
    }

    /// <summary>Milliseconds: by HTTP, from the asking to the last byte; the page's own query on the server.</summary>
    private sealed record InboxFigures(Times FirstPage, int Pages, Times FirstOf200, Times LastOf200, Times PageInBrowser);

    private sealed record DiskFigures(long Events, long FileBytes, IReadOnlyDictionary<string, long> BytesARun);
}
