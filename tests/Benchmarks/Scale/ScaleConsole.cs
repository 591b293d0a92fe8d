using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ApprovalConsole.Benchmarks.Gate;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Canary;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Projections;
using ApprovalConsole.Orchestrator.Proposals;
using ApprovalConsole.Orchestrator.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Benchmarks.Scale;

/// <summary>A console in a process of its own. It says where it listens, answers what it is asked of itself line by line, and ends orderly when nobody asks any more.</summary>
internal sealed class ScaleConsole(BenchmarkConsole console, InstantTools tools, Commits commits)
{
    public const string Command = "scale-console";
    public const string Listening = "listening ";

    private static readonly Actor Program = new("op", "op", Channel.Api);

    /// <param name="args">The folder, how many milliseconds the model of live runs takes, and whether commits are noted.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var (tools, commits) = (new InstantTools(), new Commits());
        if (bool.Parse(args[2])) Milestones.Watch = commits.Note;
        var model = new LiveModel(TimeSpan.FromMilliseconds(int.Parse(args[1], CultureInfo.InvariantCulture)));
        await using var console = await BenchmarkConsole.StartAsync(args[0], tools.Functions, model, ("Wire:OpenStreams", "10000"));
        Console.WriteLine($"{Listening}{console.Address}");
        var self = new ScaleConsole(console, tools, commits);
        while (await Console.In.ReadLineAsync() is { } line) Console.WriteLine(JsonSerializer.Serialize(await self.AnswerAsync(line.Split(' '))));
        return 0;
    }

    private async Task<object> AnswerAsync(string[] asked) => asked switch
    {
        ["tried"] => await TriedAsync(),
        ["reckoned"] => await ReckonedAsync(),
        ["fill", var name, var count, var atOnce] => await FillAsync(name, int.Parse(count, CultureInfo.InvariantCulture), int.Parse(atOnce, CultureInfo.InvariantCulture)),
        ["sent", var order] => await SentAsync(order),
        ["memory"] => Memory(),
        ["inbox", var times] => await InboxAsync(int.Parse(times, CultureInfo.InvariantCulture)),
        ["refunds"] => tools.All,
        ["watched"] => commits.All.Keys.Count(run => console.Services.GetRequiredService<LiveFeed>().IsWatched(Topic.Run(run))),
        ["commits"] => commits.All,
        _ => throw new ArgumentException($"Nobody knows what {string.Join(' ', asked)} is."),
    };

    private async Task<long> TriedAsync()
    {
        await console.TriedAsync();
        return Stopwatch.GetTimestamp();
    }

    /// <summary>When the whole log had been found well: whoever ends before that leaves no word of it.</summary>
    private async Task<long> ReckonedAsync()
    {
        while (!console.Services.GetRequiredService<WholeCheck>().IsOver) await Task.Delay(20);
        return Stopwatch.GetTimestamp();
    }

    /// <summary>Runs that wait for a person, made as every run is made.</summary>
    private async Task<int> FillAsync(string name, int count, int atOnce)
    {
        var (starter, events) = (console.Services.GetRequiredService<RunStarter>(), console.Services.GetRequiredService<RunEvents>());
        await console.TriedAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (i, ct) =>
        {
            var started = await starter.StartAsync(new("desk", OrderTexts.Request($"{name}-{i}"), new("customer")), Program, null, ct);
            await foreach (var item in events.WatchAsync(started.Run?.Id ?? throw new InvalidOperationException(started.Refusal?.Message), 0, mayReadHeld: true, ct))
                if (item.Type == BenchmarkConsole.Proposed) break;
            if (i % 10_000 == 9_999) Console.Error.WriteLine($"{i + 1} runs wait");
        });
        return count;
    }

    /// <summary>When the refund reached its tool.</summary>
    private async Task<long> SentAsync(string order)
    {
        while (true)
        {
            if (tools.All.TryGetValue(order, out var at)) return at;
            await Task.Delay(1);
        }
    }

    private Held Memory()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var self = Process.GetCurrentProcess();
        return new(GC.GetTotalMemory(forceFullCollection: true), self.Threads.Count, console.Services.GetRequiredService<Mailboxes>().Count);
    }

    /// <summary>What the page in the browser asks when it opens; milliseconds of each time.</summary>
    private async Task<double[]> InboxAsync(int times)
    {
        var proposals = console.Services.GetRequiredService<ProposalsQuery>();
        var taken = new double[times];
        for (var i = 0; i < times; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            var page = await proposals.ListAsync(ProposalStatus.Pending, null, null, null, Page<ProposalView>.MostTake, CancellationToken.None);
            if (page.Next is not null) await proposals.CountPendingAsync(CancellationToken.None);
            taken[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }

        return taken;
    }
}

/// <summary>What a console holds while nobody asks anything of it.</summary>
internal sealed record Held(long Bytes, int Threads, int Mailboxes);
