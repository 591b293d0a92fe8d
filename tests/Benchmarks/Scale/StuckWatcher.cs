using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ApprovalConsole.Benchmarks.Scale;

/// <summary>Asks for every run that there is, and for each many times over, on one socket, says again and again that it lives, and never reads a byte.</summary>
internal sealed class StuckWatcher : IAsyncDisposable
{
    /// <summary>The machine itself takes megabytes for whoever does not read, before the console has to wait.</summary>
    private const int Times = 8;

    private static readonly TimeSpan SaysItLivesEvery = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket = new();
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, ct) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
            await socket.ConnectAsync(context.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    private readonly SemaphoreSlim _oneSends = new(1);
    private readonly CancellationTokenSource _end = new();
    private Task _living = Task.CompletedTask;
    private int _asked;

    /// <summary>The console has thrown it out.</summary>
    public bool WasCut { get; private set; }

    public async Task ConnectAsync(Uri console, string key)
    {
        _socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await _socket.ConnectAsync(new UriBuilder(new Uri(console, "/hubs/runs")) { Scheme = "ws" }.Uri, _http, CancellationToken.None);
        await SendAsync(new { protocol = "json", version = 1 });
        _living = LiveAsync();
    }

    public async Task WatchAsync(string run)
    {
        for (var i = 0; i < Times; i++) await SendAsync(new { type = 4, invocationId = $"{Interlocked.Increment(ref _asked)}", target = "WatchRun", arguments = new object[] { run, 0 } });
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _living;
        _socket.Dispose();
        _http.Dispose();
        _end.Dispose();
        _oneSends.Dispose();
    }

    private async Task LiveAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(SaysItLivesEvery, _end.Token);
                await SendAsync(new { type = 6 });
            }
        }
        catch (OperationCanceledException)
        {
            // It is not needed any more.
        }
    }

    private async Task SendAsync(object message)
    {
        await _oneSends.WaitAsync();
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message) + '\u001e'), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            WasCut = true;
        }
        finally
        {
            _oneSends.Release();
        }
    }
}
