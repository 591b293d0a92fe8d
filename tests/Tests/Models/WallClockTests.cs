using System.Globalization;
using System.Runtime.CompilerServices;
using ApprovalConsole.Domain.Runs;
using ApprovalConsole.Orchestrator;
using ApprovalConsole.Orchestrator.Gate;
using ApprovalConsole.Orchestrator.Runs;
using ApprovalConsole.Orchestrator.Settings;
using ApprovalConsole.Tests.Hosting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApprovalConsole.Tests.Models;

/// <summary>I6: the clock around models that never come to an end, with the real timers of a busy process.</summary>
public sealed class WallClockTests(ITestOutputHelper output) : IDisposable
{
    private const int Runs = 60;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Models_that_hang_or_drip_for_ever_are_cut_when_the_time_is_up()
    {
        var ct = TestContext.Current.CancellationToken;
        var settings = _folder.Write("settings.json", """{"Agents":{"desk":{"Instructions":"x","Limits":{"WallClockSeconds":2}}}}""");
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.Configuration["Storage:ConnectionString"] = $"Data Source={_folder["console.db"]}";
        builder.Services.AddOrchestrator(builder.Configuration, new SettingsFiles([settings]), _folder.Path, o => o.AddModel("endless", new Endless()));
        using var host = builder.Build();
        await host.StartAsync(ct);

        var over = await Task.WhenAll(Enumerable.Range(0, Runs).Select(n => OvershootAsync(host.Services, n, ct)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Runs} runs at once, beyond their time by at most {over.Max():0.0} ms, median {over.Order().ElementAt(Runs / 2):0.0} ms"));
        await host.StopAsync(ct);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<double> OvershootAsync(IServiceProvider services, int n, CancellationToken ct)
    {
        var limit = 0.3 + n % 7 * 0.1;
        var request = new RunRequest("desk", n % 2 == 0 ? "hang" : "drip", new("kim"), new(WallClockSeconds: limit));
        var id = (await services.GetRequiredService<RunStarter>().StartAsync(request, new("shop", "shop", Channel.Api), null, ct)).Run!.Id;
        using var changed = new SemaphoreSlim(0);
        using var subscription = services.GetRequiredService<LiveFeed>().Subscribe(Topic.Run(id), () => changed.Release());
        while (true)
        {
            var run = (await services.GetRequiredService<CommandGate>().ReadAsync(id, ct))!;
            Assert.Null(run.End);
            if (run.Halt is { } halt)
            {
                Assert.Equal(HaltReason.WallClock, halt.Reason);
                return (run.Active - run.Limits.WallClock).TotalMilliseconds;
            }

            await changed.WaitAsync(ct);
        }
    }

    private sealed class Endless : IChatClient
    {
        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var drips = messages.Any(m => m.Role == ChatRole.User && m.Text == "drip");
            while (true)
            {
                await Task.Delay(drips ? TimeSpan.FromMilliseconds(20) : Timeout.InfiniteTimeSpan, cancellationToken);
                yield return new(ChatRole.Assistant, ".");
            }
        }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
