using System.Net;
using System.Net.Sockets;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>The wire between a browser and the console, byte by byte: what goes over it can be lost on either way, and it can be cut, as by a network that resets.</summary>
internal sealed class Wire : IDisposable
{
    private readonly int _port;
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _open = [];
    private readonly Uri _console;
    private volatile Stretch _now = new();
    private TcpListener _door = new(IPAddress.Loopback, 0);

    public Wire(Uri console)
    {
        _console = console;
        _door.Start();
        _port = ((IPEndPoint)_door.LocalEndpoint).Port;
        _ = Task.Run(() => AcceptAsync(_door));
    }

    /// <summary>The console by this wire.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}/");

    /// <summary>What the browser sends gets lost until the next cut.</summary>
    public void LoseUp() => _now.LosesUp = true;

    /// <summary>What the console sends gets lost until the next cut.</summary>
    public void LoseDown() => _now.LosesDown = true;

    /// <summary>All that is open is gone for both sides; what is opened after that loses nothing.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            FallSilent(); // first, so that what is opened from here on loses nothing: a request that nobody answers is waited for for minutes
            Reset([.. _open]);
            _open.Clear();
        }
    }

    /// <summary>All that is open stays open and loses everything, as with a cable pulled somewhere in between: neither side is told. What is opened after that loses nothing.</summary>
    public void FallSilent()
    {
        lock (_lock)
        {
            (_now.LosesUp, _now.LosesDown) = (true, true);
            _now = new();
        }
    }

    /// <summary>Cut, and nothing can be opened any more: the console is away, or the network is.</summary>
    public void TakeDown()
    {
        _door.Dispose();
        Cut();
    }

    /// <summary>After <see cref="TakeDown"/>: at the same address again.</summary>
    public void PutUp()
    {
        var door = new TcpListener(IPAddress.Loopback, _port);
        door.Start();
        _door = door;
        _ = Task.Run(() => AcceptAsync(door));
    }

    public void Dispose()
    {
        _door.Dispose();
        Cut();
    }

    private async Task AcceptAsync(TcpListener door)
    {
        try
        {
            while (true)
            {
                var browser = await door.AcceptSocketAsync();
                var stretch = _now;
                var console = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await console.ConnectAsync(_console.Host, _console.Port);
                (browser.NoDelay, console.NoDelay) = (true, true);
                _ = Task.Run(() => CarryAsync(browser, console, stretch));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Nobody may come any more.
        }
    }

    private async Task CarryAsync(Socket browser, Socket console, Stretch stretch)
    {
        lock (_lock)
        {
            _open.UnionWith([browser, console]);
            if (stretch != _now) Reset(browser, console); // cut while it was made
        }

        await Task.WhenAll(PassAsync(browser, console, () => stretch.LosesUp), PassAsync(console, browser, () => stretch.LosesDown));
        lock (_lock) _open.ExceptWith([browser, console]);
        browser.Dispose();
        console.Dispose();
    }

    private static void Reset(params ReadOnlySpan<Socket> sockets)
    {
        foreach (var socket in sockets)
        {
            if (socket.SafeHandle.IsClosed) continue;
            socket.LingerState = new(true, 0); // a reset, not a farewell
            socket.Dispose();
        }
    }

    private static async Task PassAsync(Socket from, Socket to, Func<bool> loses)
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
            // Cut, or one side went without a farewell: nor does the other get one.
            Reset(from, to);
        }
    }

    /// <summary>From one cut to the next.</summary>
    private sealed class Stretch
    {
        public volatile bool LosesUp;
        public volatile bool LosesDown;
    }
}
