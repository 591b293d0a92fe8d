using System.Text;
using Microsoft.Playwright;

namespace ApprovalConsole.Tests.Journeys;

/// <summary>The line between a page and the console, in the test's hands: what goes over it can be lost on either way, and it can be cut.</summary>
internal sealed class Line
{
    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<(IWebSocketRoute Page, IWebSocketRoute Server)> _open = [];
    private readonly TaskCompletionSource _starts = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _down = Task.CompletedTask;
    private Task _up = Task.CompletedTask;
    private long _drawn;

    /// <summary>What the page sends gets lost.</summary>
    public volatile bool LosesUp;

    /// <summary>What the console sends gets lost.</summary>
    public volatile bool LosesDown;

    /// <summary>Each message of the console with these words in it gets lost, and none that travels with it; null: nothing does.</summary>
    public string? LosesDownWith { get; init; }

    /// <summary>How often the console had a page drawn.</summary>
    public long Drawn => Interlocked.Read(ref _drawn);

    /// <summary>The page has asked to be brought to life.</summary>
    public Task Starts => _starts.Task;

    /// <summary>What the console answers to that, and all after it, waits for this; null: nothing waits.</summary>
    public Task? Holds { get; init; }

    /// <summary>There and back together. Zero: none is added.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Before the first page is opened.</summary>
    public Task HoldAsync(IBrowserContext context) => context.RouteWebSocketAsync(url => url.Contains("/_blazor", StringComparison.Ordinal), Connect);

    /// <summary>The line is repaired, and what was open on it is gone.</summary>
    public async Task CutAsync()
    {
        (LosesUp, LosesDown) = (false, false);
        (IWebSocketRoute Page, IWebSocketRoute Server)[] open;
        lock (_lock)
        {
            open = [.. _open];
            _open.Clear();
        }

        foreach (var (page, server) in open)
        {
            await Task.WhenAny(server.CloseAsync(), Task.Delay(Leaving)); // of a page that was left nobody answers
            await Task.WhenAny(page.CloseAsync(), Task.Delay(Leaving));
        }
    }

    /// <summary>The console is sent an answer that the page cannot have given: it gives the page up.</summary>
    public void Break()
    {
        byte[] message = [0x95, 1, 0x80, 0xc0, 0xb5, .. "EndInvokeJSFromDotNet"u8, 0x93, 1, 0xc3, 0xa1, (byte)'?'];
        lock (_lock) _open[^1].Server.Send([(byte)message.Length, .. message]);
    }

    private void Connect(IWebSocketRoute page)
    {
        var server = page.ConnectToServer();
        lock (_lock) _open.Add((page, server));
        page.OnMessage(frame =>
        {
            if (Said(frame).Contains("StartCircuit", StringComparison.Ordinal)) _starts.TrySetResult();
            if (LosesUp) return;
            if (Latency > TimeSpan.Zero) Later(ref _up, frame, server, Task.Delay(Latency / 2));
            else Pass(frame, server);
        });
        server.OnMessage(frame =>
        {
            Interlocked.Add(ref _drawn, Said(frame).Split("JS.RenderBatch").Length - 1);
            if (LosesDown) return;
            if (LosesDownWith is { } words && Said(frame).Contains(words, StringComparison.Ordinal)) page.Send(Without(words, frame.Binary!));
            else if (Latency > TimeSpan.Zero) Later(ref _down, frame, page, Task.Delay(Latency / 2));
            else if (Holds is { } until && Starts.IsCompleted) Later(ref _down, frame, page, until);
            else Pass(frame, page);
        });
    }

    private void Later(ref Task before, IWebSocketFrame frame, IWebSocketRoute to, Task until)
    {
        lock (_lock) before = Task.WhenAll(before, until).ContinueWith(_ => Pass(frame, to), TaskScheduler.Default); // in their order
    }

    private static string Said(IWebSocketFrame frame) => frame.Binary is { Length: > 0 } bytes ? Encoding.ASCII.GetString(bytes) : frame.Text ?? "";

    // A frame holds as many messages as there were to send, each behind its length: seven bits a byte, the lowest first, the eighth says that more follow.
    private static byte[] Without(string words, byte[] frame)
    {
        List<byte> left = [];
        for (var at = 0; at < frame.Length;)
        {
            var (start, length, shift) = (at, 0, 0);
            do length |= (frame[at] & 0x7f) << (7 * shift++);
            while (frame[at++] > 0x7f);
            at += length;
            if (!Encoding.ASCII.GetString(frame, start, at - start).Contains(words, StringComparison.Ordinal)) left.AddRange(frame[start..at]);
        }

        return [.. left];
    }

    private static void Pass(IWebSocketFrame frame, IWebSocketRoute to)
    {
        if (frame.Binary is { Length: > 0 } bytes) to.Send(bytes);
        else to.Send(frame.Text!);
    }
}
