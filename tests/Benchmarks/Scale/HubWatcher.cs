using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace ApprovalConsole.Benchmarks.Scale;

/// <summary>Somebody who watches runs by hub, over a socket of their own.</summary>
internal sealed class HubWatcher : IAsyncDisposable
{
    private readonly HubConnection _hub;

    private HubWatcher(HubConnection hub) => _hub = hub;

    public static async Task<HubWatcher> ConnectAsync(Uri console, string key)
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(console, "/hubs/runs"), o =>
        {
            o.Headers["Authorization"] = $"Bearer {key}";
            o.SkipNegotiation = true;
            o.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
        }).Build();
        await hub.StartAsync();
        return new(hub);
    }

    /// <returns>When each event came, and when this began, by the clock that all processes share; the events' versions go up by one.</returns>
    public async Task<Seen> ToItsEndAsync(string run)
    {
        var (begun, came) = (Stopwatch.GetTimestamp(), new List<long>());
        await foreach (var item in _hub.StreamAsync<JsonElement>("WatchRun", run, 0))
        {
            if (item.GetProperty("seq").ValueKind is JsonValueKind.Null) continue; // foam
            came.Add(Stopwatch.GetTimestamp());
            if (item.GetProperty("seq").GetInt32() != came.Count) throw new InvalidOperationException($"{run}: event {item.GetProperty("seq")} came as number {came.Count}.");
        }

        return new(run, begun, came);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}

/// <summary>What one watcher saw of one run.</summary>
internal sealed record Seen(string Run, long Begun, IReadOnlyList<long> Came);
