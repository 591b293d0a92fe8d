using System.Text.Json.Nodes;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Notices;
using ApprovalConsole.Orchestrator.Outbound;
using ApprovalConsole.Tests.Hosting;
using ApprovalConsole.Tests.Stops;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalConsole.Tests.Notices;

/// <summary>The works with somebody outside who is told, and a clock that can be put forward.</summary>
internal sealed class TellingHost : TimeProvider, IAsyncDisposable
{
    private long _ahead;

    private TellingHost() { }

    public GateHost Gate { get; private set; } = null!;

    public DestinationControl Control => Gate.Get<DestinationControl>();

    public static Task<TellingHost> StartAsync(JsonObject? writing, params (string Name, WebhookSettings Settings)[] webhooks) =>
        StartAsync(writing, s => [.. webhooks.Select(w => new WebhookDestination(w.Name, w.Settings, s.GetRequiredService<OutboundClients>()))]);

    /// <param name="folder">Where an earlier one worked, and whose data it goes on with.</param>
    /// <param name="nodePort">Where other nodes on the same data reach it; null: it is alone.</param>
    public static Task<TellingHost> InAsync(TempFolder folder, int? nodePort, params (string Name, WebhookSettings Settings)[] webhooks) =>
        StartAsync(null, s => [.. webhooks.Select(w => new WebhookDestination(w.Name, w.Settings, s.GetRequiredService<OutboundClients>()))], folder, nodePort);

    public static Task<TellingHost> MailingAsync(params (string Name, MailSettings Settings)[] mails) =>
        StartAsync(null, s => [.. mails.Select(m => new MailDestination(m.Name, m.Settings, new("https://console.test/"), s.GetRequiredService<OutboundClients>()))]);

    private static async Task<TellingHost> StartAsync(JsonObject? writing, Func<IServiceProvider, Destination[]> destinations, TempFolder? folder = null, int? nodePort = null)
    {
        var host = new TellingHost();
        host.Gate = await GateHost.StartAsync(services =>
        {
            services.AddSingleton<TimeProvider>(host);
            services.AddSingleton(s => new Destinations(destinations(s)));
            services.AddSingleton(s => new Outbox(s.GetRequiredService<Destinations>(), new("https://console.test/"), s.GetRequiredService<DecisionSeal>()));
        }, folder: folder, writing: writing, nodePort: nodePort);
        return host;
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ahead));

    public void GoAhead(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public async Task<IReadOnlyList<DeliveryView>> DeliveriesAsync(string name) => (await Gate.Get<DestinationsQuery>().DeliveriesAsync(name, null, null, 200, TestContext.Current.CancellationToken)).Items;

    public async Task<DestinationView> StandAsync(string name) => (await Gate.Get<DestinationsQuery>().AllAsync(TestContext.Current.CancellationToken)).Single(d => d.Name == name);

    public ValueTask DisposeAsync() => Gate.DisposeAsync();
}
