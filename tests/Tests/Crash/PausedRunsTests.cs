using System.Diagnostics;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Tests.Crash;

/// <summary>A paused run is rows and nothing else, however many there are.</summary>
public sealed class PausedRunsTests
{
    private const int Paused = 2000;

    [Fact]
    public async Task Two_thousand_paused_runs_cost_a_start_nothing_and_hold_nothing_in_memory()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await CrashDesk.OpenAsync();
        await using var empty = await CrashDesk.OpenAsync();
        var input = desk.Model.On("pauses", Reply.Calls(("write", """{"text":"later"}""")));
        await Parallel.ForEachAsync(Enumerable.Range(0, Paused), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct },
            async (_, _) => await desk.Console.Sam.StartRunAsync("clerk", input));
        await Until.TrueAsync(async () => await PausedAsync(desk) == Paused, () => desk.Console.Output);
        var asked = desk.Model.Requests.Count;

        var (without, with) = (Best.None, Best.None);
        for (var i = 0; i < 3; i++) // in turns, so that a busy machine is busy for both
        {
            without = without.Or(await StartedAgainAsync(empty));
            with = with.Or(await StartedAgainAsync(desk));
        }

        Console.WriteLine($"Start to ready, best of 3: {without.Ready.TotalMilliseconds:0} ms without runs, {with.Ready.TotalMilliseconds:0} ms with {Paused} paused; threads {without.Threads} and {with.Threads}.");
        Assert.Equal(Paused, await PausedAsync(desk));
        Assert.Equal(asked, desk.Model.Requests.Count);
        Assert.True(with.Threads <= without.Threads + 8, $"{without.Threads} threads without runs, {with.Threads} with");

        await desk.KillAsync();
        using var inProcess = await StartInProcessAsync(desk.SettingsFile, ct);
        Assert.Equal(0, inProcess.Services.GetRequiredService<Mailboxes>().Count);
        await inProcess.StopAsync(ct);
    }

    private static async Task<Best> StartedAgainAsync(CrashDesk desk)
    {
        await desk.KillAsync();
        await desk.RestartAsync();
        using var process = Process.GetProcessById(desk.Console.Id);
        return new(desk.Console.ReadyAfter, process.Threads.Count);
    }

    private static async Task<int> PausedAsync(CrashDesk desk)
    {
        var count = 0;
        for (string? after = null; ;)
        {
            var page = (await desk.Console.Sam.GetAsync($"/api/runs?status=AwaitingDecision&take=200{(after is null ? "" : $"&after={after}")}")).Must(200);
            count += page.GetProperty("items").GetArrayLength();
            if ((after = page.GetProperty("next").GetString()) is null) return count;
        }
    }

    /// <summary>The works without the doors, on the same settings and database.</summary>
    private static async Task<IHost> StartInProcessAsync(string settingsFile, CancellationToken ct)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddJsonFile(settingsFile);
        builder.Services.AddLogging(l => l.ClearProviders());
        builder.Services.AddOrchestrator(builder.Configuration, new SettingsFiles([settingsFile]), Path.GetDirectoryName(settingsFile)!, _ => { });
        var host = builder.Build();
        await host.StartAsync(ct);
        return host;
    }

    private sealed record Best(TimeSpan Ready, int Threads)
    {
        public static readonly Best None = new(TimeSpan.MaxValue, int.MaxValue);

        public Best Or(Best other) => new(Ready < other.Ready ? Ready : other.Ready, Math.Min(Threads, other.Threads));
    }
}
