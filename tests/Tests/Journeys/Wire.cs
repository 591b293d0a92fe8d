using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>The wire between a browser and the console, byte by byte: what goes over it can be lost on either way, and it can be cut, as by a network that resets.</summary>
internal sealed class Wire : IDisposable
{
    private readonly TcpListener _door = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> _open = [];
    private readonly Uri _console;

    public Wire(Uri console)
    {
        _console = console;
        _door.Start();
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>What the browser sends gets lost.</summary>
    public volatile bool LosesUp;

    /// <summary>What the console sends gets lost.</summary>
    public volatile bool LosesDown;

    /// <summary>The console by this wire.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_door.LocalEndpoint).Port}/");

    /// <summary>All that is open is gone for both sides; what is opened after that loses nothing.</summary>
    public void Cut()
    {
        foreach (var socket in _open.Keys)
        {
            _open.TryRemove(socket, out _);
            socket.LingerState = new(true, 0); // a reset, not a farewell
            socket.Dispose();
        }

        (LosesUp, LosesDown) = (false, false);
    }

    public void Dispose()
    {
        _door.Dispose();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var browser = await _door.AcceptSocketAsync();
                var console = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await console.ConnectAsync(_console.Host, _console.Port);
                _open[browser] = _open[console] = 0;
                _ = Task.Run(() => PassAsync(browser, console, () => LosesUp));
                _ = Task.Run(() => PassAsync(console, browser, () => LosesDown));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(Socket from, Socket to, Func<bool> loses)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
                if (!loses()) await to.SendAsync(buffer.AsMemory(0, read));
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            _open.TryRemove(from, out _);
            _open.TryRemove(to, out _);
            from.Dispose();
            to.Dispose();
        }
    }
}
